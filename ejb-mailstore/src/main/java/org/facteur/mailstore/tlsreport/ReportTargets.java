package org.facteur.mailstore.tlsreport;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a domain wants to hear how the TLS of connections to it goes: the record {@code _smtp._tls} (RFC 8460 section 3).
 *
 * @param addresses to which a report is mailed
 * @param uris to which it is posted
 */
record ReportTargets(List<String> addresses, List<URI> uris) {

    /** What is looked at of a record. */
    private static final int MOST = 5;

    /** Characters of a record; a longer one is none. */
    static final int LONGEST = 2_000;

    private static final Pattern RECORD = Pattern.compile("v=TLSRPTv1[ \t]*;(.*)", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9_.-]{0,31})=([^; \t]+(?:[ \t]*,[ \t]*[^; \t,]+)*+)");
    private static final Pattern MAILTO = Pattern.compile("mailto:([^?]+)(\\?.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^<>\"\\\\@]]{1,64}@[A-Za-z0-9.-]{1,253}");

    ReportTargets {
        addresses = List.copyOf(addresses);
        uris = List.copyOf(uris);
    }

    /**
     * What the TXT records of a domain say; empty unless exactly one of them is of this kind, and says something of use.
     *
     * @param port of the hosts to which reports are posted, the only one
     */
    static Optional<ReportTargets> of(List<String> records, int port) {
        List<String> fields = new ArrayList<>();
        for (String record : records) {
            Matcher matcher = RECORD.matcher(record);
            if (record.length() <= LONGEST && matcher.matches()) {
                fields.add(matcher.group(1));
            }
        }
        return fields.size() == 1
                ? rua(fields.get(0)).flatMap(value -> targets(value.split(",", MOST + 1), port))
                : Optional.empty();
    }

    private static Optional<String> rua(String fields) {
        for (String each : fields.split(";")) {
            Matcher matcher = FIELD.matcher(each.strip());
            if (matcher.matches() && matcher.group(1).equals("rua")) {
                return Optional.of(matcher.group(2));
            }
        }
        return Optional.empty();
    }

    private static Optional<ReportTargets> targets(String[] texts, int port) {
        List<String> addresses = new ArrayList<>();
        List<URI> uris = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST, texts.length); i++) {
            String text = texts[i].strip();
            Matcher mailto = MAILTO.matcher(text);
            if (mailto.matches()) {
                address(mailto.group(1)).ifPresent(addresses::add);
            } else {
                uri(text, port).ifPresent(uris::add);
            }
        }
        return addresses.isEmpty() && uris.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReportTargets(addresses, uris));
    }

    private static Optional<String> address(String encoded) {
        try {
            String address = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
            return Optional.of(address).filter(text -> ADDRESS.matcher(text).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> uri(String text, int port) {
        try {
            URI uri = URI.create(text);
            boolean isRight = "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (uri.getPort() == -1 ? 443 : uri.getPort()) == port;
            return isRight ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
