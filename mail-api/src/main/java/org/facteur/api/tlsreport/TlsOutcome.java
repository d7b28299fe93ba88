package org.facteur.api.tlsreport;

import java.util.Optional;

/**
 * How the TLS of one connection went, or of one that was not made because of it.
 *
 * @param failure empty if it was what the policy asks for
 * @param sender the address of this server that was used; empty if there was no connection
 * @param host the server
 * @param address of the server; empty if there was no connection
 * @param reason for people; empty if it went well
 */
public record TlsOutcome(
        AppliedPolicy policy, Optional<TlsFailure> failure, String sender, String host, String address, String reason) {

    private static final int LONGEST_REASON = 200;

    public TlsOutcome {
        String line = reason.replaceAll("[^ -~]+", " ");
        reason = line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }

    /** One that went well: it is of no interest between which addresses. */
    public static TlsOutcome success(AppliedPolicy policy) {
        return new TlsOutcome(policy, Optional.empty(), "", "", "", "");
    }

    /** The same without its details. */
    public TlsOutcome summary() {
        return new TlsOutcome(policy, failure, "", "", "", "");
    }
}
