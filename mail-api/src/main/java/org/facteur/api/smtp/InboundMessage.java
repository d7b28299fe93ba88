package org.facteur.api.smtp;

import java.time.Instant;
import java.util.List;
import org.facteur.api.content.MessageSource;

/**
 * A complete message with its SMTP envelope.
 *
 * @param client who handed it over
 * @param sender the reverse-path without brackets; empty for {@code <>}
 * @param recipients the accepted forward-paths without brackets, at least one, in their order
 * @param source its octets; the Received header of this server is their beginning, Return-Path is left to final delivery
 * @param received when the last octet arrived
 */
public record InboundMessage(
        SmtpClient client, String sender, List<String> recipients, MessageSource source, Instant received) {

    public InboundMessage {
        recipients = List.copyOf(recipients);
    }
}
