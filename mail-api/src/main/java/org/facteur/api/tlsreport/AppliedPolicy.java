package org.facteur.api.tlsreport;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a connection was held to, as reports name it (RFC 8460 section 4.4). Texts are bounded, and each is on one line.
 *
 * @param destination whose servers they are, and who is told: a domain, or the name of a smart host
 * @param domain for which the policy is made: the destination, or the name under which TLSA records are
 * @param lines of the policy, or its TLSA records; cut off where they are too long to be repeated
 * @param hosts that a policy of MTA-STS names
 */
public record AppliedPolicy(String destination, Kind kind, String domain, List<String> lines, List<String> hosts) {

    /** Characters of all lines and all hosts each. */
    private static final int LONGEST = 4_000;

    private static final int LONGEST_NAME = 255;

    /** Where it comes from. */
    public enum Kind {
        TLSA("tlsa"),
        STS("sts"),
        NONE("no-policy-found");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As it is written in reports. */
        public String word() {
            return word;
        }

        /** Empty if none is written so. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst();
        }
    }

    public AppliedPolicy {
        destination = ShortLine.of(destination, LONGEST_NAME);
        domain = ShortLine.of(domain, LONGEST_NAME);
        lines = bounded(lines);
        hosts = bounded(hosts);
    }

    /** None was found: TLS is what can be had. */
    public static AppliedPolicy none(String destination) {
        return new AppliedPolicy(destination, Kind.NONE, destination, List.of(), List.of());
    }

    private static List<String> bounded(List<String> texts) {
        int count = 0;
        int length = 0;
        while (count < texts.size() && length + texts.get(count).length() < LONGEST) {
            length += texts.get(count).length() + 1;
            count++;
        }
        return texts.subList(0, count).stream()
                .map(text -> ShortLine.of(text, LONGEST))
                .toList();
    }
}
