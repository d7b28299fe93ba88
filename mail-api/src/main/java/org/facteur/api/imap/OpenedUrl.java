package org.facteur.api.imap;

import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxSnapshot;

/**
 * The mailbox that a URL with its token opens (RFC 4467).
 *
 * @param owner who has given the URL away, and as whom its message is read
 */
public record OpenedUrl(AccountId owner, MailboxSnapshot mailbox) {}
