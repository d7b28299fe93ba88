package org.facteur.wire.transcript;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The people of a transcript, who have accounts on every server that it is played against.
 *
 * @param user the address of the one who logs in
 * @param password of {@code user}
 * @param other the address of somebody else
 * @param otherPassword of {@code other}
 */
public record TranscriptAccounts(String user, String password, String other, String otherPassword) {

    /**
     * What transcripts call them: {@code user}, {@code password}, {@code other} and {@code otherpassword}; in base64 {@code user64} and
     * {@code password64}; and as responses of SASL PLAIN {@code plain}, and {@code wrong} with another password.
     */
    public Map<String, String> variables() {
        return Map.of(
                "user",
                user,
                "password",
                password,
                "other",
                other,
                "otherpassword",
                otherPassword,
                "user64",
                base64(user),
                "password64",
                base64(password),
                "plain",
                base64("\0" + user + "\0" + password),
                "wrong",
                base64("\0" + user + "\0guess"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
