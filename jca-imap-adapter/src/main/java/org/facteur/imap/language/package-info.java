/** What IMAP clients are told in their languages (RFC 5255 section 3). */
@NullMarked
package org.facteur.imap.language;

import org.jspecify.annotations.NullMarked;
