/** What is said to people, in their languages (RFC 5255 section 3, RFC 6856 section 3). Texts are written in English, and translated when they are sent. */
@NullMarked
package org.facteur.wire.language;

import org.jspecify.annotations.NullMarked;
