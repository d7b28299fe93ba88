package org.facteur.mailstore.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.facteur.api.content.ContentId;
import org.jspecify.annotations.Nullable;

/**
 * The identifiers of conversations (RFC 8474 section 5.2). A conversation is what refers to the same first message, so its
 * identifier is made of that message's own: nothing has to be kept, and it is the same in every mailbox and for ever.
 *
 * <p>{@code T} and the first message's identifier in base64, {@code H} and its hash if it is long, or {@code C} and the number of
 * the content for a message that has none.
 */
public final class ThreadIds {

    /** SQL for the identifier of the first message, where {@code c} is the row of the content; null if there is none. */
    public static final String ROOT = "CASE WHEN c.reference_ids = '' THEN c.message_id"
            + " WHEN POSITION(' ' IN c.reference_ids) = 0 THEN c.reference_ids"
            + " ELSE SUBSTRING(c.reference_ids FROM 1 FOR POSITION(' ' IN c.reference_ids) - 1) END";

    /** Octets that, in base64, leave room in the 255 characters of an identifier. */
    private static final int MAX_PLAIN = 180;

    private ThreadIds() {}

    /** @param root what {@link #ROOT} selects */
    public static String of(@Nullable String root, ContentId content) {
        if (root == null || root.isEmpty()) {
            return "C" + content.value();
        }
        byte[] octets = root.getBytes(StandardCharsets.UTF_8);
        return octets.length <= MAX_PLAIN
                ? "T" + Base64.getUrlEncoder().withoutPadding().encodeToString(octets)
                : "H" + HexFormat.of().formatHex(hash(octets));
    }

    private static byte[] hash(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(octets);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
