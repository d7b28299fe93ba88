package org.facteur.smtp.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.jspecify.annotations.Nullable;

/** A message in the making: its envelope, from MAIL until its last octet is answered. */
final class MailTransaction implements AutoCloseable {

    private final MailFrom mailFrom;
    private final List<String> recipients = new ArrayList<>();
    private final Map<String, RcptTo> byForwardPath = new LinkedHashMap<>();
    private boolean recipientRefused;
    private @Nullable IncomingMessage message;

    MailTransaction(MailFrom mailFrom) {
        this.mailFrom = mailFrom;
    }

    MailFrom mailFrom() {
        return mailFrom;
    }

    /** The accepted forward-paths in their order; one that was given twice is there twice, as LMTP answers it twice. */
    List<String> recipients() {
        return recipients;
    }

    /** The accepted recipients without repetition: a message arrives once, as it was asked for first. */
    List<RcptTo> rcptTo() {
        return List.copyOf(byForwardPath.values());
    }

    void accept(RcptTo recipient) {
        recipients.add(recipient.forwardPath());
        byForwardPath.putIfAbsent(recipient.forwardPath(), recipient);
    }

    boolean hasRecipient() {
        return !recipients.isEmpty();
    }

    /** Whether the message has begun to arrive: its envelope is complete. */
    boolean hasBegun() {
        return message != null;
    }

    /** The message that arrives; the first call begins it. */
    IncomingMessage message(Conversation conversation) {
        if (message == null) {
            message = new IncomingMessage(this, conversation);
        }
        return message;
    }

    /** Whether RCPT was tried in vain. */
    boolean recipientRefused() {
        return recipientRefused;
    }

    void refuseRecipient() {
        recipientRefused = true;
    }

    /** Gives up what has arrived of the message. */
    @Override
    public void close() {
        if (message != null) {
            message.close();
        }
    }
}
