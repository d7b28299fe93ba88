package org.facteur.api.smtp;

import java.time.Instant;
import java.util.List;
import org.facteur.api.content.MessageSource;

/**
 * A complete message with its SMTP envelope.
 *
 * @param client who handed it over
 * @param mailFrom where it comes from, with what was asked for it
 * @param rcptTo the accepted forward-paths with what was asked for each; at least one, none twice, in their order
 * @param source its octets, which begin with the Received of this server, or with the Authentication-Results above it; Return-Path is left to
 *     final delivery
 * @param received when the last octet arrived
 * @param results what has been found out about where it comes from, such as {@code spf=pass dkim=fail arc=none}, in the words of RFC 8601; empty if
 *     nobody has looked
 */
public record InboundMessage(
        SmtpClient client,
        MailFrom mailFrom,
        List<RcptTo> rcptTo,
        MessageSource source,
        Instant received,
        String results) {

    public InboundMessage {
        rcptTo = List.copyOf(rcptTo);
    }

    /** A message of which nobody has looked where it comes from. */
    public InboundMessage(
            SmtpClient client, MailFrom mailFrom, List<RcptTo> rcptTo, MessageSource source, Instant received) {
        this(client, mailFrom, rcptTo, source, received, "");
    }

    /** A message for which nothing is asked. */
    public InboundMessage(
            SmtpClient client, String sender, List<String> recipients, MessageSource source, Instant received) {
        this(client, MailFrom.of(sender), recipients.stream().map(RcptTo::of).toList(), source, received);
    }

    /** The reverse-path without brackets; empty for {@code <>}. */
    public String sender() {
        return mailFrom.reversePath();
    }

    /** The forward-paths without brackets, in their order. */
    public List<String> recipients() {
        return rcptTo.stream().map(RcptTo::forwardPath).toList();
    }
}
