/** Mailbox names on the wire: modified UTF-7. */
@NullMarked
package org.facteur.imap.name;

import org.jspecify.annotations.NullMarked;
