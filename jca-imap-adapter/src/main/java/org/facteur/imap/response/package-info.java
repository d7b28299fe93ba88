/** The answers of IMAP as values, and the one writer that turns them into octets. */
@NullMarked
package org.facteur.imap.response;

import org.jspecify.annotations.NullMarked;
