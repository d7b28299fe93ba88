/** The configuration of an activation. */
@NullMarked
package org.facteur.smtp.ra;

import org.jspecify.annotations.NullMarked;
