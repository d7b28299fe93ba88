package org.facteur.mailstore.history;

import java.util.Locale;
import org.facteur.api.smtp.RcptTo;

/**
 * What became of a message for one recipient.
 *
 * @param address as the sender or an alias named it
 * @param account the account that it led to; empty if that is the address, or none
 * @param detail the mailbox it was delivered to, the address it was passed on to, or why it was refused
 */
public record RecipientFate(String address, Fate fate, String account, String detail) {

    /** Of one who has to wait. */
    public static RecipientFate queued(RcptTo recipient) {
        return new RecipientFate(recipient.forwardPath(), Fate.QUEUED, "", "");
    }

    /** @param part in lower case */
    boolean concerns(String part) {
        return address.toLowerCase(Locale.ROOT).contains(part)
                || account.toLowerCase(Locale.ROOT).contains(part);
    }
}
