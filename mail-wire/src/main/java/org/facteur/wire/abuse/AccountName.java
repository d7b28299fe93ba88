package org.facteur.wire.abuse;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.api.network.InternationalDomain;

/**
 * The one form of the many in which a client can write the name of an account: in lower case and composed (NFC), what is quoted by
 * what it says (RFC 5321 section 4.1.2: {@code "al\ice"@} is {@code alice@}), a domain in Unicode by its A-labels. The store takes
 * two names for one account only if they are the same here.
 *
 * @param value with a domain or without; what is no address as it is, in lower case and composed
 */
record AccountName(String value) {

    /** No address is longer (RFC 5321 section 4.5.3.1), so no account is called so. */
    private static final int LONGEST = 320;

    /** Nobody can write a name of that length in more characters: in quoted pairs of decomposed ones. */
    private static final int LONGEST_WRITTEN = 8 * LONGEST;

    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");

    /** The name that a client gives; empty if it is too long for anybody's. */
    static Optional<AccountName> of(String written) {
        return written.length() > LONGEST_WRITTEN
                ? Optional.empty()
                : Optional.of(oneForm(written.strip()))
                        .filter(name -> name.length() <= LONGEST)
                        .map(AccountName::new);
    }

    private static String oneForm(String name) {
        int at = name.lastIndexOf('@');
        if (at < 0) {
            return lowerCase(unquoted(name));
        }
        return InternationalDomain.toAscii(name.substring(at + 1))
                .map(domain -> lowerCase(unquoted(name.substring(0, at))) + '@' + domain)
                .orElseGet(() -> lowerCase(name));
    }

    private static String unquoted(String localPart) {
        int length = localPart.length();
        return length >= 2 && localPart.charAt(0) == '"' && localPart.charAt(length - 1) == '"'
                ? QUOTED_PAIR.matcher(localPart.substring(1, length - 1)).replaceAll("$1")
                : localPart;
    }

    private static String lowerCase(String text) {
        return Normalizer.normalize(text, Form.NFC).toLowerCase(Locale.ROOT);
    }

    /** As it may stand in a log: what a client sends writes no lines of its own. */
    @Override
    public String toString() {
        return value.replaceAll("[\\p{C}\\p{Z}]", "?");
    }
}
