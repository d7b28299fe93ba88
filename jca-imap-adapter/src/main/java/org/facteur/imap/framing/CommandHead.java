package org.facteur.imap.framing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.facteur.imap.ImapCharacter;
import org.jspecify.annotations.Nullable;

/**
 * The first words of a command, as far as they have to be known before the command is complete.
 *
 * @param tag null if the command begins with no legal one
 * @param name in capitals; empty if there is none
 * @param end the octet behind the name
 */
record CommandHead(@Nullable String tag, String name, int end) {

    /** Reads the first {@code length} octets of a command. */
    static CommandHead of(byte[] octets, int length) {
        int tagEnd = 0;
        while (tagEnd < length && ImapCharacter.isTagChar(octets[tagEnd])) {
            tagEnd++;
        }
        if (tagEnd == 0 || tagEnd == length || octets[tagEnd] != ' ') {
            return new CommandHead(null, "", 0);
        }
        int nameEnd = tagEnd + 1;
        while (nameEnd < length && ImapCharacter.isAtomChar(octets[nameEnd])) {
            nameEnd++;
        }
        return new CommandHead(
                text(octets, 0, tagEnd), text(octets, tagEnd + 1, nameEnd).toUpperCase(Locale.ROOT), nameEnd);
    }

    /**
     * Whether a literal that begins at {@code position} is a message: in APPEND all are, except a mailbox name, which
     * stands directly behind the command's name (RFC 3501 section 9, {@code append}).
     */
    boolean announcesMessage(int position) {
        return name.equals("APPEND") && position > end + 1;
    }

    private static String text(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.US_ASCII);
    }
}
