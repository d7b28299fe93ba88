package org.facteur.mailstore.queue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.smtp.OriginalRecipient;

/**
 * Writes delivery status notifications: what has happened in English and in French, with the words of the remote server, the same for
 * programs (RFC 3464, RFC 6533), and the message or its header (RFC 6522). A report is in memory as a whole; what it encloses is bounded.
 */
final class ReportComposer {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    private static final String LINE = "\r\n";

    private final String hostname;

    /** @param hostname what this server calls itself */
    ReportComposer(String hostname) {
        this.hostname = ascii(hostname);
    }

    /** The octets of a report to the sender of the message; at least one recipient is reported. */
    byte[] compose(ReportedMessage message, List<ReportedRecipient> recipients, Instant now) {
        String boundary = "=_" + UUID.randomUUID();
        boolean isUnicode = recipients.stream()
                .anyMatch(recipient -> !isAscii(recipient.rcptTo().forwardPath()));
        StringBuilder text = new StringBuilder();
        ReportWords words = ReportWords.of(recipients);
        field(text, "From", "Mail Delivery System <MAILER-DAEMON@" + hostname + ">");
        field(text, "To", "<" + line(message.mailFrom().reversePath()) + ">");
        field(text, "Subject", words.subject());
        field(text, "Date", DATE.format(now));
        field(text, "Message-ID", "<" + UUID.randomUUID() + "@" + hostname + ">");
        field(text, "Auto-Submitted", "auto-replied");
        field(text, "MIME-Version", "1.0");
        field(
                text,
                "Content-Type",
                "multipart/report; report-type=delivery-status;" + LINE + " boundary=\"" + boundary + "\"");
        text.append(LINE);
        part(text, boundary);
        field(text, "Content-Type", "text/plain; charset=utf-8");
        field(text, "Content-Language", "en, fr");
        field(text, "Content-Transfer-Encoding", "quoted-printable");
        text.append(LINE).append(QuotedPrintable.encode(words.text(hostname, message.received())));
        part(text, boundary);
        field(text, "Content-Type", isUnicode ? "message/global-delivery-status" : "message/delivery-status");
        if (isUnicode) {
            field(text, "Content-Transfer-Encoding", "8bit");
        }
        text.append(LINE);
        status(text, message, recipients);
        part(text, boundary);
        field(text, "Content-Type", enclosedType(message));
        if (message.isEightBit()) {
            field(text, "Content-Transfer-Encoding", "8bit");
        }
        text.append(LINE);

        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.writeBytes(text.toString().getBytes(StandardCharsets.UTF_8));
        octets.writeBytes(message.octets());
        octets.writeBytes((LINE + "--" + boundary + "--" + LINE).getBytes(StandardCharsets.US_ASCII));
        return octets.toByteArray();
    }

    private static String enclosedType(ReportedMessage message) {
        boolean isUnicode = message.mailFrom().parameters().smtpUtf8();
        if (message.whole()) {
            return isUnicode ? "message/global" : "message/rfc822";
        }
        return isUnicode ? "message/global-headers" : "text/rfc822-headers";
    }

    private void status(StringBuilder text, ReportedMessage message, List<ReportedRecipient> recipients) {
        message.mailFrom().parameters().envid().ifPresent(envid -> field(text, "Original-Envelope-Id", line(envid)));
        field(text, "Reporting-MTA", "dns; " + hostname);
        field(text, "Arrival-Date", DATE.format(message.received()));
        for (ReportedRecipient recipient : recipients) {
            text.append(LINE);
            OriginalRecipient original = recipient.rcptTo().parameters().orcpt().orElse(null);
            if (original != null) {
                field(text, "Original-Recipient", line(original.addressType()) + "; " + line(original.address()));
            }
            String address = recipient.rcptTo().forwardPath();
            field(text, "Final-Recipient", (isAscii(address) ? "rfc822; " : "utf-8; ") + line(address));
            field(text, "Action", recipient.action().word());
            RemoteAnswer answer = recipient.answer();
            field(text, "Status", line(answer.status()));
            if (!answer.host().isEmpty()) {
                field(text, "Remote-MTA", "dns; " + ascii(answer.host()));
            }
            if (answer.code() != 0) {
                field(text, "Diagnostic-Code", "smtp; " + answer.code() + " " + ascii(answer.text()));
            } else if (!answer.text().isEmpty()) {
                field(text, "Diagnostic-Code", "x-facteur; " + ascii(answer.text()));
            }
            recipient.attempted().ifPresent(time -> field(text, "Last-Attempt-Date", DATE.format(time)));
            recipient.retryUntil().ifPresent(time -> field(text, "Will-Retry-Until", DATE.format(time)));
        }
    }

    private static void part(StringBuilder text, String boundary) {
        text.append(LINE).append("--").append(boundary).append(LINE);
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append(LINE);
    }

    /** Without line ends and other control characters: nothing that is quoted begins a line of its own. */
    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String ascii(String text) {
        return line(text).replaceAll("[^ -~]", "?");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
