/** What POP3 clients are told in their languages (RFC 6856 section 3). */
@NullMarked
package org.facteur.pop3.language;

import org.jspecify.annotations.NullMarked;
