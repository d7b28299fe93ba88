package org.facteur.smtp.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.wire.transcript.SessionWire;

/** A client in the same thread: says something, and returns what the server answers. */
final class Dialogue {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T21:52:44Z"), ZoneOffset.UTC);

    private final SessionWire wire;

    /** A connection that has been greeted. */
    Dialogue(SmtpService service, boolean tls, Path spool, SmtpLimits limits, SmtpListener listener) {
        this(service, tls, spool, limits, SmtpPolicy.DEFAULT, listener);
    }

    Dialogue(
            SmtpService service, boolean tls, Path spool, SmtpLimits limits, SmtpPolicy policy, SmtpListener listener) {
        SmtpSettings settings = new SmtpSettings(service, "mail.example.test", spool, limits, policy, CLOCK);
        this.wire = new SessionWire(new SmtpSessionFactory(settings, listener), tls, false);
        wire.pending();
    }

    /** Sends lines, each with its CRLF and when the one before is answered. */
    String say(String... lines) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (String line : lines) {
            answers.append(send(line + "\r\n"));
        }
        return answers.toString();
    }

    /** Sends octets as they are. */
    String send(String octets) throws IOException {
        wire.send(octets.getBytes(StandardCharsets.ISO_8859_1));
        return new String(wire.pending(), StandardCharsets.ISO_8859_1);
    }

    void disconnect() {
        wire.close();
    }
}
