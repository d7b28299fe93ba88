package org.facteur.smtp.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptEnvironment;

/** What every server needs for the transcripts: the users of a {@link ScriptedListener}, and how a connection gets somewhere. */
public abstract class SmtpEnvironment implements TranscriptEnvironment {

    @Override
    public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
        return Map.of(
                "user", "alice@example.test",
                "password", "alice",
                "other", "bob@example.test",
                "plain", base64("\0alice@example.test\0alice"),
                "wrong", base64("\0alice@example.test\0guess"),
                "user64", base64("alice@example.test"),
                "password64", base64("alice"));
    }

    @Override
    public String prelude(String state) {
        String ehlo = "S: 220 ${hostname} ${any}\nC: EHLO client.example\nS: ${lines}\nS: 250 HELP\n";
        String lhlo = "S: 220 ${hostname} ${any}\nC: LHLO client.example\nS: ${lines}\nS: 250 HELP\n";
        String login = "C: AUTH PLAIN ${plain}\nS: 235 2.7.0 ${any}\n";
        String mail = "C: MAIL FROM:<${user}>\nS: 250 2.1.0 ${any}\n";
        return switch (state) {
            case "greeted" -> ehlo;
            case "lhlo" -> lhlo;
            case "authenticated" -> ehlo + login;
            case "mail" -> ehlo + mail;
            default -> throw new IllegalArgumentException(state);
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
