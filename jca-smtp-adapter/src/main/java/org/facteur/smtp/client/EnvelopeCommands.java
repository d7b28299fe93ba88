package org.facteur.smtp.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;

/** Writes MAIL and RCPT for one server, with what it offers to understand, or says what it lacks. */
final class EnvelopeCommands {

    /** Seconds, as many as BY can say (RFC 2852 section 4). */
    private static final long LONGEST_TIME = 999_999_999;

    private final Envelope envelope;
    private final Capabilities server;
    private final boolean safeOnwards;
    private final Instant now;
    private final boolean unicode;

    /** @param safeOnwards whether it is known who the server is, and it promises TLS for the rest of the way (RFC 8689) */
    EnvelopeCommands(Envelope envelope, Capabilities server, boolean safeOnwards, Instant now) {
        this.envelope = envelope;
        this.server = server;
        this.safeOnwards = safeOnwards;
        this.now = now;
        this.unicode = envelope.mailFrom().parameters().smtpUtf8()
                || !isAscii(envelope.mailFrom().reversePath())
                || envelope.rcptTo().stream().anyMatch(recipient -> !isAscii(recipient.forwardPath()));
    }

    /** Why this message cannot be given to this server, today or ever. */
    Optional<RemoteReply> obstacle() {
        MailParameters parameters = envelope.mailFrom().parameters();
        if (hasControls(envelope.mailFrom().reversePath())
                || envelope.rcptTo().stream().anyMatch(recipient -> hasControls(recipient.forwardPath()))) {
            return refusal("5.1.3 An address holds control characters");
        }
        if (parameters.requireTls() && !safeOnwards) {
            return refusal("5.7.30 REQUIRETLS support required");
        }
        DeliverBy by = parameters.deliverBy().orElse(null);
        if (by != null && by.mode() == DeliverBy.Mode.RETURN && !passesOn(by)) {
            return secondsLeft(by) > 0
                    ? refusal("5.3.3 The server does not keep the deadline of the message")
                    : refusal("5.4.7 The time in which the message was to be delivered is over");
        }
        if (server.size() > 0 && envelope.size() > server.size()) {
            return refusal("5.3.4 The message has " + envelope.size() + " octets, and the server takes " + server.size()
                    + " at most");
        }
        if (unicode && !server.has("SMTPUTF8")) {
            return refusal("5.6.7 The server does not take addresses or header fields in UTF-8");
        }
        return switch (parameters.body()) {
            case SEVEN_BIT -> Optional.empty();
            case EIGHT_BIT_MIME ->
                server.has("8BITMIME")
                        ? Optional.empty()
                        : refusal("5.6.3 The server takes no messages with octets beyond US-ASCII");
            case BINARY_MIME ->
                server.has("BINARYMIME") && server.has("CHUNKING")
                        ? Optional.empty()
                        : refusal("5.6.3 The server takes no binary messages");
        };
    }

    /** Whether the server takes the deadline over (RFC 2852 section 4.1.4). */
    private boolean passesOn(DeliverBy by) {
        long left = secondsLeft(by);
        return server.has("DELIVERBY")
                && left >= server.leastTime()
                && (left > 0 || by.mode() == DeliverBy.Mode.NOTIFY);
    }

    private long secondsLeft(DeliverBy by) {
        long left = Duration.between(now, by.deadline()).toSeconds();
        return Math.max(-LONGEST_TIME, Math.min(LONGEST_TIME, left));
    }

    private static Optional<RemoteReply> refusal(String text) {
        return Optional.of(RemoteReply.of(554, text));
    }

    /** Whether the server has been asked for the reports that senders want, and its own part is said here by nobody. */
    boolean reports() {
        return server.has("DSN")
                && envelope.mailFrom()
                        .parameters()
                        .deliverBy()
                        .filter(by -> by.trace() || !passesOn(by))
                        .isEmpty();
    }

    /** Without its line end. */
    String mail() {
        MailParameters parameters = envelope.mailFrom().parameters();
        StringBuilder command = new StringBuilder("MAIL FROM:<")
                .append(envelope.mailFrom().reversePath())
                .append('>');
        if (server.has("SIZE")) {
            command.append(" SIZE=").append(envelope.size());
        }
        if (parameters.body() == BodyType.BINARY_MIME) {
            command.append(" BODY=BINARYMIME");
        } else if (server.has("8BITMIME") && parameters.body() == BodyType.EIGHT_BIT_MIME) {
            command.append(" BODY=8BITMIME");
        }
        if (unicode) {
            command.append(" SMTPUTF8");
        }
        if (parameters.requireTls()) {
            command.append(" REQUIRETLS");
        }
        if (server.has("DSN")) {
            parameters.ret().ifPresent(ret -> command.append(" RET=").append(ret.name()));
            parameters.envid().ifPresent(envid -> command.append(" ENVID=").append(xtext(envid)));
        }
        parameters
                .deliverBy()
                .filter(this::passesOn)
                .ifPresent(by -> command.append(" BY=")
                        .append(secondsLeft(by))
                        .append(by.mode() == DeliverBy.Mode.RETURN ? ";R" : ";N")
                        .append(by.trace() ? "T" : ""));
        if (server.has("MT-PRIORITY") && parameters.mtPriority() != 0) {
            command.append(" MT-PRIORITY=").append(parameters.mtPriority());
        }
        return command.toString();
    }

    /** In the order of the recipients, without line ends. */
    List<String> rcpt() {
        List<String> commands = new ArrayList<>();
        for (RcptTo recipient : envelope.rcptTo()) {
            commands.add("RCPT TO:<" + recipient.forwardPath() + ">"
                    + (server.has("DSN") ? parameters(recipient.parameters()) : ""));
        }
        return commands;
    }

    private static String parameters(RcptParameters parameters) {
        StringBuilder text = new StringBuilder();
        if (!parameters.notifyOn().isEmpty()) {
            text.append(" NOTIFY=")
                    .append(new TreeSet<>(parameters.notifyOn())
                            .stream().map(Notify::name).collect(Collectors.joining(",")));
        }
        OriginalRecipient original = parameters.orcpt().orElse(null);
        if (original != null) {
            text.append(" ORCPT=").append(original.addressType()).append(';');
            // RFC 6533 section 3: what no US-ASCII can say is said by its number.
            text.append(xtext(original.address()
                    .codePoints()
                    .mapToObj(c -> c < 0x80 ? Character.toString(c) : "\\x{%X}".formatted(c))
                    .collect(Collectors.joining())));
        }
        return text.toString();
    }

    /** RFC 3461 section 4. */
    private static String xtext(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet <= '~' && octet != '+' && octet != '=') {
                encoded.append((char) octet);
            } else {
                encoded.append("+%02X".formatted(octet & 0xff));
            }
        }
        return encoded.toString();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
