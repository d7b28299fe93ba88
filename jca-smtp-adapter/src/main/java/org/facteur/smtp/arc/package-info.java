/** Chains of seals by which those who pass a message on say what they found when it came (RFC 8617): verified, and continued. */
@NullMarked
package org.facteur.smtp.arc;

import org.jspecify.annotations.NullMarked;
