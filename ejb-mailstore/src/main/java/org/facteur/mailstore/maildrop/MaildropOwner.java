package org.facteur.mailstore.maildrop;

import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;

/** Whose maildrop an INBOX is. */
record MaildropOwner(AccountId account, MailboxId inbox, String domain) {}
