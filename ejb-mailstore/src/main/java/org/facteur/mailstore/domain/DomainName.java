package org.facteur.mailstore.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.facteur.api.network.InternationalDomain;

/**
 * A domain name in lower case: letters, digits and hyphens in labels of at most 63 characters (RFC 1035 section 2.3.1,
 * RFC 1123 section 2.1), together at most 253. What is written in Unicode is known by its A-labels (RFC 5890 section 2.3.2.1),
 * so that both forms are one domain.
 */
public record DomainName(String value) {

    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern SYNTAX = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    /** @throws IllegalArgumentException if the text is no domain name in lower case */
    public DomainName {
        if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("No domain name: " + value);
        }
    }

    /** The domain name that a person or a client wrote, in any case, in Unicode or in A-labels; empty if it is none. */
    public static Optional<DomainName> parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return name.length() <= MAX_LENGTH && SYNTAX.matcher(name).matches()
                ? Optional.of(new DomainName(name))
                : InternationalDomain.toAscii(name).map(DomainName::new);
    }

    @Override
    public String toString() {
        return value;
    }
}
