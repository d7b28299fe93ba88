package org.facteur.smtp.dmarc;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.network.InternationalDomain;
import org.facteur.smtp.dkim.HeaderField;

/** Finds the domain that From names (RFC 5322 section 3.6.2). */
final class Author {

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
        for (String address : plain(from.get(0).text()).split("[,;]")) {
            if (!address.isBlank()) {
                domains.add(domain(address));
            }
        }
        return domains.size() == 1 ? domains.iterator().next() : Optional.empty();
    }

    private static Optional<String> domain(String address) {
        int open = address.lastIndexOf('<');
        int close = address.indexOf('>', Math.max(open, 0));
        String bare = open >= 0 && close > open
                ? address.substring(open + 1, close)
                // What stands before a colon is the name of a group.
                : address.substring(address.lastIndexOf(':') + 1);
        int at = bare.lastIndexOf('@');
        if (at < 0) {
            return Optional.empty();
        }
        byte[] octets = bare.substring(at + 1).strip().getBytes(StandardCharsets.ISO_8859_1);
        return InternationalDomain.toAscii(new String(octets, StandardCharsets.UTF_8));
    }

    /** Without comments, and with nothing in quotes. */
    private static String plain(String value) {
        StringBuilder plain = new StringBuilder();
        int depth = 0;
        boolean isQuoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
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
        return plain.toString();
    }
}
