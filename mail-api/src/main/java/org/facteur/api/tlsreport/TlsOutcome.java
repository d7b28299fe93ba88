package org.facteur.api.tlsreport;

import java.util.Optional;

/**
 * How the TLS of one connection went, or of one that was not made because of it. Texts are bounded, and each is on one line.
 *
 * @param failure empty if it was what the policy asks for
 * @param sender the address of this server that was used; empty if there was no connection
 * @param host the server
 * @param address of the server; empty if there was no connection
 * @param reason for people; empty if it went well
 */
public record TlsOutcome(
        AppliedPolicy policy, Optional<TlsFailure> failure, String sender, String host, String address, String reason) {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ADDRESS = 64;
    private static final int LONGEST_REASON = 200;

    public TlsOutcome {
        sender = ShortLine.of(sender, LONGEST_ADDRESS);
        host = ShortLine.of(host, LONGEST_NAME);
        address = ShortLine.of(address, LONGEST_ADDRESS);
        reason = ShortLine.of(reason.replaceAll("[^ -~]+", " "), LONGEST_REASON);
    }

    /** One that went well: it is of no interest between which addresses. */
    public static TlsOutcome success(AppliedPolicy policy) {
        return new TlsOutcome(policy, Optional.empty(), "", "", "", "");
    }

    /** What is left when there is no room for details: its destination, and why it failed. The policy is a detail, which a destination can change at will. */
    public TlsOutcome summary() {
        return new TlsOutcome(AppliedPolicy.none(policy.destination()), failure, "", "", "", "");
    }
}
