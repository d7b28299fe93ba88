package org.facteur.mailstore.crash;

/** What the two mailboxes of a thread's own account must hold. */
record AccountModel(MailboxModel inbox, MailboxModel archive) {

    static final AccountModel EMPTY = new AccountModel(MailboxModel.EMPTY, MailboxModel.EMPTY);

    MailboxModel of(Box box) {
        return box == Box.INBOX ? inbox : archive;
    }

    AccountModel with(Box box, MailboxModel model) {
        return box == Box.INBOX ? new AccountModel(model, archive) : new AccountModel(inbox, model);
    }
}
