package org.facteur.smtp.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.facteur.smtp.message.QueueId;
import org.facteur.smtp.session.Conversation.Greeting;
import org.facteur.smtp.session.Conversation.Protocol;

/** The trace that this server leaves in a message: {@code Time-stamp-line} of RFC 5321 section 4.4. */
final class ReceivedField {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ReceivedField() {}

    /** {@code date-time} of RFC 5322 section 3.3. */
    static String date(Instant when) {
        return DATE.format(when);
    }

    /** The field with its CRLF, a clause a line. */
    static String of(Conversation conversation, MailTransaction transaction, QueueId id, Instant when) {
        Optional<Greeting> greeting = conversation.greeting();
        StringBuilder field = new StringBuilder("Received: from ")
                .append(greeting.map(Greeting::client).orElse("unknown"))
                .append(" (")
                .append(literal(conversation.remoteAddress().getAddress()))
                .append(")\r\n\tby ")
                .append(conversation.settings().hostname())
                .append(" with ")
                .append(protocol(conversation, transaction))
                .append("\r\n\tid ")
                .append(id.text());
        if (transaction.rcptTo().size() == 1) {
            // With several it would tell each of them of the others, who may be blind copies (RFC 5321 section 7.2).
            field.append("\r\n\tfor <")
                    .append(transaction.rcptTo().get(0).forwardPath())
                    .append('>');
        }
        int priority = transaction.mailFrom().parameters().mtPriority();
        if (priority != 0) {
            // RFC 6710 section 4.1
            field.append("\r\n\tpriority ").append(priority);
        }
        conversation.connection().tls().ifPresent(tls -> field.append("\r\n\t").append(tlsClause(tls)));
        return field.append(";\r\n\t").append(date(when)).append("\r\n").toString();
    }

    /** The protocol types of RFC 3848 and RFC 6531 section 4.3: S for TLS, A for authentication. */
    private static String protocol(Conversation conversation, MailTransaction transaction) {
        Protocol protocol = conversation.greeting().map(Greeting::protocol).orElse(Protocol.SMTP);
        if (protocol == Protocol.SMTP) {
            return "SMTP";
        }
        return named(protocol, transaction.mailFrom().parameters().smtpUtf8())
                + (conversation.connection().tls().isPresent() ? "S" : "")
                + (conversation.account().isPresent() ? "A" : "");
    }

    private static String named(Protocol protocol, boolean utf8) {
        return utf8 ? (protocol == Protocol.LMTP ? "UTF8LMTP" : "UTF8SMTP") : protocol.name();
    }

    /** {@code "tls" FWS tls-cipher} of RFC 8314 section 7.4, the version in a comment. */
    private static String tlsClause(String versionAndCipher) {
        int space = versionAndCipher.indexOf(' ');
        return space < 0
                ? "tls " + versionAndCipher
                : "tls " + versionAndCipher.substring(space + 1) + " (" + versionAndCipher.substring(0, space) + ")";
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        String plain = scope < 0 ? text : text.substring(0, scope);
        return address instanceof Inet6Address ? "[IPv6:" + plain + "]" : "[" + plain + "]";
    }
}
