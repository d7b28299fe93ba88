package org.facteur.mailstore.tlsreport;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.AppliedPolicy.Kind;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;

/** Outcomes of a day. */
final class Samples {

    static final LocalDate DAY = LocalDate.parse("2026-03-01");

    private Samples() {}

    static AppliedPolicy sts(String destination) {
        return new AppliedPolicy(
                destination,
                Kind.STS,
                destination,
                List.of("version: STSv1", "mode: enforce", "mx: mx." + destination, "max_age: 86400"),
                List.of("mx." + destination));
    }

    static TlsCount success(AppliedPolicy policy, long sessions) {
        return new TlsCount(DAY, TlsOutcome.success(policy), sessions);
    }

    static TlsCount failure(AppliedPolicy policy, TlsFailure failure, String host, long sessions) {
        return new TlsCount(
                DAY,
                new TlsOutcome(policy, Optional.of(failure), "192.0.2.1", host, "192.0.2.7", "It is not right"),
                sessions);
    }
}
