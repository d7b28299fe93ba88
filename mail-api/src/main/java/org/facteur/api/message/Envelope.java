package org.facteur.api.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ENVELOPE of a message (RFC 3501 section 7.4.2); texts are octets, one {@code char} an octet, unfolded, without CR, LF
 * and NUL. {@code sender} and {@code replyTo} default to {@code from}. A missing header is null, an empty one is empty.
 */
public record Envelope(
        @Nullable String date,
        @Nullable String subject,
        List<EmailAddress> from,
        List<EmailAddress> sender,
        List<EmailAddress> replyTo,
        List<EmailAddress> to,
        List<EmailAddress> cc,
        List<EmailAddress> bcc,
        @Nullable String inReplyTo,
        @Nullable String messageId) {

    public Envelope {
        from = List.copyOf(from);
        sender = List.copyOf(sender);
        replyTo = List.copyOf(replyTo);
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
    }
}
