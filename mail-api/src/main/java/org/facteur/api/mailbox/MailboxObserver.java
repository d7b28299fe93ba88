package org.facteur.api.mailbox;

/**
 * Is told after commit that a mailbox changed, never what: the observer then asks for a new snapshot. A lost or doubled
 * hint does no harm.
 */
@FunctionalInterface
public interface MailboxObserver {

    /** Called on a thread of the store: hand over and return at once, throw nothing. */
    void mailboxChanged(MailboxId mailbox);
}
