package org.facteur.smtp.command;

import java.nio.charset.StandardCharsets;

/**
 * {@code Mailbox} of RFC 5321 section 4.1.2. Two ways to quote one local part are one mailbox; a source route is no part of it.
 *
 * @param localPart what is meant, without quotes and backslashes; its case counts
 * @param domain a domain, or an address literal in its brackets; its case does not count and is kept
 */
public record Mailbox(String localPart, String domain) implements ForwardPath, ReversePath {

    /** Octets of the longest address: 64 of the local part, 255 of the domain (RFC 5321 section 4.5.3.1), and the {@code @}. */
    public static final int MAX_LENGTH = 320;

    public Mailbox {
        if (domain.isEmpty() || localPart.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("Not a mailbox");
        }
    }

    @Override
    public boolean isAscii() {
        return text().chars().allMatch(c -> c < 0x80);
    }

    /** The address, its local part quoted only if it cannot be written otherwise. */
    @Override
    public String text() {
        return (CommandReader.isDotString(localPart) ? localPart : quoted(localPart)) + "@" + domain;
    }

    /** The length of its text in UTF-8. */
    int octets() {
        return text().getBytes(StandardCharsets.UTF_8).length;
    }

    private static String quoted(String localPart) {
        return '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
