package org.facteur.mailstore.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.facteur.api.message.EmailAddress;
import org.jspecify.annotations.Nullable;

/** What address lists are sorted by: their first address, decoded, at most {@link #MAX} characters. */
public final class AddressText {

    /** Characters of the longest text. */
    public static final int MAX = 255;

    private AddressText() {}

    /** The local part of the first address, or the name of a group; empty without one (RFC 5256 section 3). */
    public static String mailbox(List<EmailAddress> addresses) {
        return addresses.isEmpty() ? "" : shortened(octets(addresses.get(0).mailbox()));
    }

    /**
     * What a reader is shown of the first address: its display name, the name of a group, or the address itself; empty without
     * one (RFC 5957 section 3).
     */
    public static String display(List<EmailAddress> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        EmailAddress first = addresses.get(0);
        String name =
                first.name() == null ? "" : HeaderText.decode(first.name()).strip();
        if (!name.isEmpty()) {
            return shortened(name);
        }
        String mailbox = octets(first.mailbox());
        String host = octets(first.host());
        return shortened(host.isEmpty() ? HeaderText.decode(mailbox) : mailbox + "@" + host);
    }

    private static String octets(@Nullable String text) {
        return text == null ? "" : new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        return text.length() <= MAX ? text : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, MAX)));
    }
}
