package org.facteur.api.imap;

import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.Watch;

/**
 * A mailbox that a session has opened.
 *
 * @param snapshot what it holds; every change since is told of by the watch
 * @param rights what the account may do with it
 * @param mayHaveRecent false if {@link ImapListener#recent} would find nothing among these messages
 * @param watch to be closed when the session leaves the mailbox
 */
public record OpenedMailbox(MailboxSnapshot snapshot, Rights rights, boolean mayHaveRecent, Watch watch) {}
