package org.facteur.imap.framing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.facteur.imap.ImapCharacter;
import org.jspecify.annotations.Nullable;

/**
 * The first words of a command, as far as they have to be known before the command is complete.
 *
 * @param tag null if the command begins with no legal one
 * @param name in capitals, of {@code UID X} it is {@code X}; empty if there is none
 * @param end the octet behind the name
 */
record CommandHead(@Nullable String tag, String name, int end) {

    private static final String URL = "URL ";
    private static final List<String> VALUES = List.of("value.priv ", "value.shared ");

    /** Reads the first {@code length} octets of a command. */
    static CommandHead of(byte[] octets, int length) {
        int tagEnd = 0;
        while (tagEnd < length && ImapCharacter.isTagChar(octets[tagEnd])) {
            tagEnd++;
        }
        if (tagEnd == 0 || tagEnd == length || octets[tagEnd] != ' ') {
            return new CommandHead(null, "", 0);
        }
        int nameEnd = wordEnd(octets, tagEnd + 1, length);
        String name = text(octets, tagEnd + 1, nameEnd).toUpperCase(Locale.ROOT);
        if (name.equals("UID") && nameEnd < length && octets[nameEnd] == ' ') {
            int start = nameEnd + 1;
            nameEnd = wordEnd(octets, start, length);
            name = text(octets, start, nameEnd).toUpperCase(Locale.ROOT);
        }
        return new CommandHead(text(octets, 0, tagEnd), name, nameEnd);
    }

    /**
     * Whether a literal that begins at {@code position} is a message, or a part of one: in APPEND and REPLACE all are that stand
     * behind the name of the mailbox (RFC 3502, RFC 8508), except for URLs (RFC 4469) and the values of annotations (RFC 5257).
     *
     * @param octets those before the position are the command so far
     */
    boolean announcesMessage(byte[] octets, int position) {
        int mailbox = mailbox(octets, position);
        return mailbox > 0
                && position > mailbox
                && !isUrl(octets, mailbox, position)
                && !isValueOfAnnotation(octets, mailbox, position);
    }

    /** Where the name of the mailbox stands that a message is for; 0 if the command is not about one. */
    private int mailbox(byte[] octets, int limit) {
        if (name.equals("APPEND")) {
            return end + 1;
        }
        if (!name.equals("REPLACE")) {
            return 0;
        }
        int behind = end + 1;
        while (behind < limit && octets[behind] != ' ') {
            behind++;
        }
        return behind + 1;
    }

    private static boolean isUrl(byte[] octets, int mailbox, int position) {
        return isBehind(URL, octets, mailbox, position);
    }

    private static boolean isValueOfAnnotation(byte[] octets, int mailbox, int position) {
        return VALUES.stream().anyMatch(value -> isBehind(value, octets, mailbox, position));
    }

    private static boolean isBehind(String words, byte[] octets, int mailbox, int position) {
        int start = position - words.length();
        return start > mailbox
                && (octets[start - 1] == ' ' || octets[start - 1] == '(')
                && text(octets, start, position).equalsIgnoreCase(words);
    }

    private static int wordEnd(byte[] octets, int start, int length) {
        int end = start;
        while (end < length && ImapCharacter.isAtomChar(octets[end])) {
            end++;
        }
        return end;
    }

    private static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.US_ASCII);
    }
}
