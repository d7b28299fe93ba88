package org.facteur.mailstore.account;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.mailstore.domain.DomainName;

/**
 * The address of an account of this server in lower case: local parts are the same in any case here, which RFC 5321 section
 * 2.4 leaves to us, and composed (NFC), as RFC 6532 section 3.1 wants it. A quoted local part is known by what it says ({@code "alice"@} is {@code alice@}).
 *
 * @param localPart 1 to 64 octets of UTF-8 (RFC 5321 section 4.5.3.1.1), unquoted
 */
public record MailAddress(String localPart, DomainName domain) {

    private static final int MAX_LOCAL_PART = 64;
    /** What an account may be called: a dot-string of RFC 5321 section 4.1.2, or in Unicode (RFC 6531 section 3.3). */
    private static final Pattern DOT_STRING = Pattern.compile(
            "[\\p{Alnum}!#$%&'*+/=?^_`{|}~\\P{ASCII}-]+(\\.[\\p{Alnum}!#$%&'*+/=?^_`{|}~\\P{ASCII}-]+)*");

    private static final Pattern QUOTED_PAIR = Pattern.compile("\\\\(.)");

    /** An address as a client writes it, in any case; empty if it cannot be one of ours. */
    public static Optional<MailAddress> parse(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        Optional<DomainName> domain = DomainName.parse(text.substring(at + 1));
        return localPart(text.substring(0, at)).flatMap(local -> domain.map(name -> new MailAddress(local, name)));
    }

    /** A local part as a client writes it, in lower case and unquoted; empty if it cannot be one of ours. */
    static Optional<String> localPart(String text) {
        String localPart = Normalizer.normalize(unquoted(text), Form.NFC).toLowerCase(Locale.ROOT);
        return localPart.getBytes(StandardCharsets.UTF_8).length <= MAX_LOCAL_PART
                        && DOT_STRING.matcher(localPart).matches()
                ? Optional.of(localPart)
                : Optional.empty();
    }

    /** The domain of an address whose local part may be anything; empty if there is none. */
    public static Optional<DomainName> domainOf(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? Optional.empty() : DomainName.parse(text.substring(at + 1));
    }

    /** A local part as it is written in an address: quoted only if it cannot be written otherwise (RFC 5321 section 4.1.2). */
    public static String written(String localPart) {
        return DOT_STRING.matcher(localPart).matches()
                ? localPart
                : '"' + localPart.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** What a local part says, however it is written. */
    public static String unquoted(String localPart) {
        int length = localPart.length();
        return length >= 2 && localPart.charAt(0) == '"' && localPart.charAt(length - 1) == '"'
                ? QUOTED_PAIR.matcher(localPart.substring(1, length - 1)).replaceAll("$1")
                : localPart;
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }
}
