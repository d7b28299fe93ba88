package org.facteur.mailstore.tlsreport;

import java.time.Instant;
import java.util.List;

/**
 * What somebody reports of the TLS of their connections to this server (RFC 8460 section 4.4). Whatever it says is theirs: texts are bounded and on one line,
 * numbers are not negative.
 *
 * @param id under which this server has it; 0 for one that it has not yet
 * @param organisation who reports
 * @param name under which they know it
 * @param contact whom to ask
 * @param received when it came; the end of the time that it covers for one that has not yet
 * @param begin of the time that it covers
 * @param end of that time
 */
public record ReceivedReport(
        long id,
        String organisation,
        String name,
        String contact,
        Instant received,
        Instant begin,
        Instant end,
        List<Policy> policies) {

    public ReceivedReport {
        policies = List.copyOf(policies);
    }

    /**
     * What they held connections to.
     *
     * @param kind such as {@code sts}
     * @param domain for which the policy is made
     * @param successes connections that were as they should be
     * @param failures connections that were not
     */
    public record Policy(String kind, String domain, long successes, long failures, List<Failure> details) {

        public Policy {
            details = List.copyOf(details);
        }
    }

    /**
     * Connections that failed the same way.
     *
     * @param kind such as {@code certificate-expired}
     * @param sender the address of theirs
     * @param host the server that they took for one of ours
     * @param address of that server
     * @param reason further words
     */
    public record Failure(String kind, String sender, String host, String address, String reason, long sessions) {}

    /** Connections that were as they should be. */
    public long successes() {
        return policies.stream().mapToLong(Policy::successes).reduce(0, ReceivedReport::sum);
    }

    /** Connections that were not. */
    public long failures() {
        return policies.stream().mapToLong(Policy::failures).reduce(0, ReceivedReport::sum);
    }

    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
