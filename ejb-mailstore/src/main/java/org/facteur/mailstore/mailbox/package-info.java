/** Mailboxes: names, subscriptions, counters, and the row whose lock orders all changes. */
@NullMarked
package org.facteur.mailstore.mailbox;

import org.jspecify.annotations.NullMarked;
