package org.facteur.mailstore.access;

import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Rights;
import org.facteur.mailstore.mailbox.Mailbox;

/**
 * A mailbox, and what the account that asks for it may do with it.
 *
 * @param owner whose mailbox it is
 * @param name what that account calls it
 */
public record Accessed(Mailbox mailbox, AccountId owner, MailboxName name, Rights rights) {}
