package org.facteur.smtp.client;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a server offers in its answer to EHLO (RFC 5321 section 4.1.1.1). */
final class Capabilities {

    /** What a server offers that only knows HELO. */
    static final Capabilities NONE = new Capabilities(Map.of());

    private final Map<String, String> offered;

    private Capabilities(Map<String, String> offered) {
        this.offered = offered;
    }

    static Capabilities of(RemoteReply ehlo) {
        Map<String, String> offered = new HashMap<>();
        for (String line : ehlo.lines().subList(1, ehlo.lines().size())) {
            String[] words = line.strip().split("\\s+", 2);
            offered.putIfAbsent(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1] : "");
        }
        return new Capabilities(offered);
    }

    boolean has(String keyword) {
        return offered.containsKey(keyword);
    }

    /** What follows a keyword; empty if nothing does, or it is not offered. */
    String value(String keyword) {
        return offered.getOrDefault(keyword, "");
    }

    /** Seconds that a message must have left at least (RFC 2852 section 3); 0 if the server does not say. */
    long leastTime() {
        String text = offered.getOrDefault("DELIVERBY", "");
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    /** Octets of the largest message (RFC 1870 section 4); 0 if the server does not say. */
    long size() {
        String text = offered.getOrDefault("SIZE", "");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }
}
