package org.facteur.mailstore.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain name in lower case: letters, digits and hyphens in labels of at most 63 characters (RFC 1035 section 2.3.1,
 * RFC 1123 section 2.1), or with labels in Unicode (RFC 6531 section 3.3). At most 253 characters.
 */
public record DomainName(String value) {

    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9\\P{ASCII}&&[^\\p{IsWhite_Space}\\p{Cntrl}]]"
            + "([a-z0-9\\P{ASCII}-&&[^\\p{IsWhite_Space}\\p{Cntrl}]]{0,61}[a-z0-9\\P{ASCII}&&[^\\p{IsWhite_Space}\\p{Cntrl}]])?";
    private static final Pattern SYNTAX = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /** @throws IllegalArgumentException if the text is no domain name in lower case */
    public DomainName {
        if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("No domain name: " + value);
        }
    }

    /** The domain name that a person or a client wrote, in any case; empty if it is none. */
    public static Optional<DomainName> parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return name.length() <= MAX_LENGTH && SYNTAX.matcher(name).matches()
                ? Optional.of(new DomainName(name))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
