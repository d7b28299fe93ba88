package org.facteur.smtp.session;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A message in the making: its envelope, from MAIL until its last octet is answered. */
final class MailTransaction {

    private final String sender;
    private final List<String> recipients = new ArrayList<>();
    private final Set<String> mailboxes = new LinkedHashSet<>();
    private long declaredSize;
    private boolean recipientRefused;

    /** @param sender the reverse-path without brackets; empty for {@code <>} */
    MailTransaction(String sender) {
        this.sender = sender;
    }

    String sender() {
        return sender;
    }

    /** Octets by the SIZE parameter, 0 if not given. */
    long declaredSize() {
        return declaredSize;
    }

    void declareSize(long octets) {
        declaredSize = octets;
    }

    /** The accepted forward-paths in their order; one that was given twice is there twice, as LMTP answers it twice. */
    List<String> recipients() {
        return recipients;
    }

    /** The accepted forward-paths without repetition: a message arrives once. */
    List<String> mailboxes() {
        return List.copyOf(mailboxes);
    }

    void accept(String recipient) {
        recipients.add(recipient);
        mailboxes.add(recipient);
    }

    /** Whether RCPT was tried in vain. */
    boolean recipientRefused() {
        return recipientRefused;
    }

    void refuseRecipient() {
        recipientRefused = true;
    }
}
