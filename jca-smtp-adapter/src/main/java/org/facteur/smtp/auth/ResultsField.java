package org.facteur.smtp.auth;

import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Writes the field Authentication-Results (RFC 8601 section 2.2), a result a line.
 *
 * <p>Of what senders say only what is a plain word gets in, so that nobody can write a result of his own into it.
 */
final class ResultsField {

    static final String NAME = "Authentication-Results";

    /** Those characters of a token (RFC 2045 section 5.1) that names and signatures have. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._+-]{1,255}");

    private static final Pattern QUOTABLE = Pattern.compile("[A-Za-z0-9._+/=:@-]{1,255}");

    private final StringBuilder text = new StringBuilder(NAME).append(": ");
    private final StringJoiner summary = new StringJoiner(" ");

    /** @param server that has found this out */
    ResultsField(String server) {
        text.append(server);
    }

    /**
     * Begins a result.
     *
     * @param comment a few words of ASCII of this server; empty for none
     */
    ResultsField result(String method, String result, String comment) {
        summary.add(method + "=" + result);
        text.append(";\r\n\t").append(method).append('=').append(result);
        if (!comment.isEmpty()) {
            text.append(" (").append(comment).append(')');
        }
        return this;
    }

    /** Adds what the result is of; a value that is no plain word is left out. */
    ResultsField of(String property, String value) {
        if (TOKEN.matcher(value).matches()) {
            text.append(' ').append(property).append('=').append(value);
        } else if (QUOTABLE.matcher(value).matches()) {
            text.append(' ').append(property).append("=\"").append(value).append('"');
        }
        return this;
    }

    /** The results alone. */
    String summary() {
        return summary.toString();
    }

    /** The field with its CRLF. */
    byte[] octets() {
        return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
}
