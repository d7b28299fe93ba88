package org.facteur.mailstore.routing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.james.mime4j.codec.EncoderUtil;
import org.apache.james.mime4j.codec.EncoderUtil.Usage;

/**
 * What a group writes at the beginning of a message (RFC 2369, RFC 2919). The sender's own fields stay as they are, and so do
 * their signatures.
 */
public final class ListFields {

    private ListFields() {}

    /** The fields, each with its CRLF. */
    public static byte[] of(Group group) {
        StringBuilder fields = new StringBuilder(256);
        fields.append("List-Id: ");
        if (!group.displayName().isEmpty()) {
            fields.append(phrase(group.displayName())).append("\r\n ");
        }
        fields.append('<').append(group.listId()).append(">\r\n");
        fields.append("List-Post: ")
                .append(group.posting() == Posting.NAMED ? "NO" : "<" + mailto(group.address()) + ">")
                .append("\r\n");
        fields.append("List-Owner: <").append(mailto(group.reversePath())).append(">\r\n");
        // Without an owner nobody has promised to read what asks to leave.
        group.owner()
                .ifPresent(owner -> fields.append("List-Unsubscribe: <")
                        .append(mailto(owner))
                        .append("?subject=unsubscribe%20")
                        .append(encoded(group.address()))
                        .append(">\r\n"));
        fields.append("Precedence: list\r\n");
        return fields.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static String id(String address) {
        int at = address.lastIndexOf('@');
        return percent(address.substring(0, at), "!#$%&'*+-/=?^_`{|}~.") + "." + address.substring(at + 1);
    }

    /** A quoted string, or encoded words where US-ASCII does not do. */
    private static String phrase(String text) {
        return EncoderUtil.hasToBeEncoded(text, 0) || text.length() > 60
                ? EncoderUtil.encodeEncodedWord(text, Usage.WORD_ENTITY)
                : '"' + text.replaceAll("[\\\\\"]", "\\\\$0") + '"';
    }

    private static String mailto(String address) {
        return "mailto:" + encoded(address);
    }

    /** RFC 6068 section 2. */
    private static String encoded(String address) {
        int at = address.lastIndexOf('@');
        return percent(address.substring(0, at), "!$'*+-._~") + "@" + address.substring(at + 1);
    }

    private static String percent(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = octet > 0 && (Character.isLetterOrDigit(octet) || kept.indexOf(octet) >= 0);
            encoded.append(isPlain ? String.valueOf((char) octet) : String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
        }
        return encoded.toString();
    }
}
