package org.facteur.mailstore.mime;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Collects the header fields of a message into its envelope (RFC 3501 section 7.4.2).
 *
 * <p>Of fields that may come once the first counts. Address lists that come several times are one list, so that no client
 * sees other senders than those that were checked.
 */
final class EnvelopeParser {

    private final TextBudget budget;
    private final List<EmailAddress> from = new ArrayList<>();
    private final List<EmailAddress> sender = new ArrayList<>();
    private final List<EmailAddress> replyTo = new ArrayList<>();
    private final List<EmailAddress> to = new ArrayList<>();
    private final List<EmailAddress> cc = new ArrayList<>();
    private final List<EmailAddress> bcc = new ArrayList<>();
    private @Nullable String date;
    private @Nullable String subject;
    private @Nullable String inReplyTo;
    private @Nullable String messageId;
    private @Nullable String references;

    EnvelopeParser(TextBudget budget) {
        this.budget = budget;
    }

    /** The value of a field, which is made only if somebody wants it. */
    interface Value {
        String get();
    }

    /** @param name in lower case */
    void field(String name, Value value) {
        switch (name) {
            case "date" -> date = first(date, value);
            case "subject" -> subject = first(subject, value);
            case "in-reply-to" -> inReplyTo = first(inReplyTo, value);
            case "message-id" -> messageId = first(messageId, value);
            case "references" -> references = first(references, value);
            case "from" -> addresses(from, value);
            case "sender" -> addresses(sender, value);
            case "reply-to" -> addresses(replyTo, value);
            case "to" -> addresses(to, value);
            case "cc" -> addresses(cc, value);
            case "bcc" -> addresses(bcc, value);
            default -> {}
        }
    }

    private @Nullable String first(@Nullable String present, Value value) {
        return present == null ? budget.keep(value.get()) : present;
    }

    private void addresses(List<EmailAddress> list, Value value) {
        if (list.size() < AddressSyntax.MAX_ADDRESSES) {
            list.addAll(AddressSyntax.addresses(value.get(), budget));
        }
    }

    /** The References field, which is no part of an envelope, but comes with it. */
    @Nullable
    String references() {
        return references;
    }

    Envelope envelope() {
        List<EmailAddress> author = List.copyOf(from);
        return new Envelope(
                date,
                subject,
                author,
                sender.isEmpty() ? author : sender,
                replyTo.isEmpty() ? author : replyTo,
                to,
                cc,
                bcc,
                inReplyTo,
                messageId);
    }
}
