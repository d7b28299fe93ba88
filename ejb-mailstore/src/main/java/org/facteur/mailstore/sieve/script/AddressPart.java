package org.facteur.mailstore.sieve.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.message.EmailAddress;
import org.facteur.mailstore.mime.AddressSyntax;
import org.facteur.mailstore.text.HeaderText;

/** What of an address is compared (RFC 5228 section 2.7.4, RFC 5233). */
enum AddressPart {
    ALL,
    LOCAL_PART,
    DOMAIN,
    /** The local part before its first plus sign. */
    USER,
    /** The local part after its first plus sign; an address without one has none. */
    DETAIL;

    /** Between user and detail. */
    private static final char SEPARATOR = '+';

    /** The fields that hold addresses: in no other does an {@code address} test look (RFC 5228 section 5.1). */
    private static final Set<String> FIELDS = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "resent-from",
            "resent-sender",
            "resent-reply-to",
            "resent-to",
            "resent-cc",
            "resent-bcc",
            "return-path",
            "delivered-to",
            "x-original-to",
            "disposition-notification-to",
            "errors-to");

    static boolean isFieldOfAddresses(String name) {
        return FIELDS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** This part of every address of a field. */
    List<String> ofList(String field) {
        List<String> parts = new ArrayList<>();
        for (EmailAddress address : AddressSyntax.addresses(field)) {
            String mailbox = address.mailbox();
            String host = address.host();
            if (mailbox != null && host != null) {
                of(HeaderText.decode(mailbox), HeaderText.decode(host)).ifPresent(parts::add);
            }
        }
        return parts;
    }

    /** This part of a path of the envelope; every part of the empty one is empty (RFC 5228 section 5.4). */
    Optional<String> ofPath(String path) {
        int at = path.lastIndexOf('@');
        return path.isEmpty()
                ? Optional.of("")
                : of(at < 0 ? path : path.substring(0, at), at < 0 ? "" : path.substring(at + 1));
    }

    private Optional<String> of(String localPart, String domain) {
        int separator = localPart.indexOf(SEPARATOR);
        return switch (this) {
            case ALL -> Optional.of(domain.isEmpty() ? localPart : localPart + "@" + domain);
            case LOCAL_PART -> Optional.of(localPart);
            case DOMAIN -> Optional.of(domain);
            case USER -> Optional.of(separator < 0 ? localPart : localPart.substring(0, separator));
            case DETAIL -> separator < 0 ? Optional.empty() : Optional.of(localPart.substring(separator + 1));
        };
    }
}
