package org.facteur.mailstore.access;

import java.util.List;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.Rights;

/** What accounts may do with mailboxes that are not theirs. */
public interface GrantRepository {

    /** Every line of a mailbox's access control list. */
    List<Grant> of(MailboxId mailbox);

    /** Every line of every mailbox of an account, some thousand at most. */
    List<Grant> ofMailboxesOf(AccountId owner);

    /** The lines that concern an account. */
    List<Grant> of(MailboxId mailbox, AccountId account);

    /** The mailboxes of others in which an account has any right, each with its lines that concern the account. */
    List<Visible> visibleTo(AccountId account);

    /** Sets a line, or removes it when no rights are left. */
    void set(MailboxId mailbox, Grantee grantee, Rights rights);

    /** Gives a new mailbox the lines of the one above it. */
    void inherit(MailboxId mailbox, MailboxId superior);

    /** Removes whatever an account has been given. */
    void forget(AccountId account);

    /** One line of somebody's mailbox. */
    record Visible(org.facteur.mailstore.mailbox.Mailbox mailbox, String owner, boolean isShared, Grant grant) {}
}
