/** Signatures of messages (RFC 6376, RFC 8301, RFC 8463): made, and verified. */
@NullMarked
package org.facteur.smtp.dkim;

import org.jspecify.annotations.NullMarked;
