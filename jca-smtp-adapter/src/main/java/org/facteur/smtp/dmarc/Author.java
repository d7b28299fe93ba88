package org.facteur.smtp.dmarc;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.network.InternationalDomain;
import org.facteur.smtp.dkim.HeaderField;

/** Finds the domain that From names (RFC 5322 section 3.6.2). */
final class Author {

    /**
     * An address in angle brackets, with a name, or a bare one; before both may stand the name of a group and its colon. The route of old
     * (RFC 5322 section 4.4) is none.
     */
    private static final Pattern ADDRESS =
            Pattern.compile("[^<>@]*<[^<>@:]*@([^<>@:]*)>[ \\t\\r\\n]*|[^<>@]*@([^<>@:]*)");

    private Author() {}

    /**
     * The one domain of all authors, in A-labels and lower case.
     *
     * @param header from top to bottom
     * @return empty if there is not one From, or not one domain in it
     */
    static Optional<String> domain(List<HeaderField> header) {
        List<HeaderField> from =
                header.stream().filter(field -> field.name().equals("from")).toList();
        if (from.size() != 1) {
            return Optional.empty();
        }
        Set<Optional<String>> domains = new HashSet<>();
        Optional<String> plain = plain(from.get(0).text());
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        for (String address : plain.get().split("[,;]")) {
            if (!address.isBlank()) {
                domains.add(domain(address));
            }
        }
        return domains.size() == 1 ? domains.iterator().next() : Optional.empty();
    }

    /** Empty for what readers may take for another address. */
    private static Optional<String> domain(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String domain = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        byte[] octets = domain.strip().getBytes(StandardCharsets.ISO_8859_1);
        return InternationalDomain.toAscii(new String(octets, StandardCharsets.UTF_8));
    }

    /** Without comments, and with nothing in quotes; empty if one of them does not end. */
    private static Optional<String> plain(String value) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        boolean isQuoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && (isQuoted || depth > 0)) {
                i++;
            } else if (!isQuoted && c == '(') {
                depth++;
            } else if (!isQuoted && c == ')') {
                depth = Math.max(0, depth - 1);
            } else if (depth == 0 && c == '"') {
                isQuoted = !isQuoted;
            } else if (depth == 0 && !isQuoted) {
                plain.append(c);
            }
        }
        return depth > 0 || isQuoted ? Optional.empty() : Optional.of(plain.toString());
    }
}
