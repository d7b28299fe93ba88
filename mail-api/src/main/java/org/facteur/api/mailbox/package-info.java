/** Mailboxes: their names, what they hold at one moment, and the flags of their messages. */
@NullMarked
package org.facteur.api.mailbox;

import org.jspecify.annotations.NullMarked;
