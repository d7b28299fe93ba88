/** IMAP: its grammar, its session, and in {@code ra} the resource adapter. */
@NullMarked
package org.facteur.imap;

import org.jspecify.annotations.NullMarked;
