package org.facteur.smtp.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.AppliedPolicy.Kind;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;
import org.facteur.smtp.relay.DaneLookup.Dane;
import org.facteur.smtp.relay.Route.Targets;
import org.facteur.smtp.sts.StsPolicies.Published;

/**
 * All that is known for one way, and what follows from it for each server. DANE comes before MTA-STS (RFC 8461 section 2), which still says which servers
 * there are.
 *
 * @param nextHop the domain, or the smart host
 * @param strict whether everything has to be proven (REQUIRETLS)
 * @param proven whether it is known that the servers are the destination's
 * @param sts what the destination says by MTA-STS
 * @param records by host, where they have been asked for
 * @param need what may not be given up in any case
 * @param isReported whether the destination is told how connections to it go
 */
record TlsPlan(
        String nextHop,
        TlsChoice choice,
        boolean strict,
        boolean proven,
        Published sts,
        Map<String, Dane> records,
        Need need,
        boolean isReported) {

    /** What a connection is for decides what it is not made without. */
    enum Need {
        NOTHING,
        /** It begins with TLS. */
        TLS,
        /** A password is sent over it. */
        SECRECY
    }

    private Optional<StsPolicy> policy() {
        return sts.policy();
    }

    Route of(Targets found) {
        List<Target> targets = new ArrayList<>();
        for (Target target : found.targets()) {
            rule(target.host()).ifPresent(rule -> targets.add(target.with(rule, reported(target.host()))));
        }
        return targets.isEmpty() ? nothing() : found.with(targets);
    }

    /** What is to be told although there is no connection to tell it of: servers that get nothing, and a policy that cannot be had. */
    List<TlsOutcome> unconnected(Targets found) {
        if (!isReported) {
            return List.of();
        }
        List<TlsOutcome> outcomes = new ArrayList<>();
        sts.failure().ifPresent(failure -> outcomes.add(outcome(stsPolicy(), failure, "", "")));
        found.targets().stream().map(Target::host).distinct().forEach(host -> {
            Dane dane = records.getOrDefault(host, new Dane.Absent());
            if (dane instanceof Dane.Useless) {
                outcomes.add(outcome(tlsa(host, List.of()), TlsFailure.TLSA_INVALID, host, ""));
            } else if (dane instanceof Dane.Unknown) {
                outcomes.add(outcome(tlsa(host, List.of()), TlsFailure.DNSSEC_INVALID, host, ""));
            } else if (isForeign(host)) {
                outcomes.add(outcome(
                        stsPolicy(),
                        TlsFailure.VALIDATION_FAILURE,
                        host,
                        "The policy does not name this mail exchanger"));
            } else if (choice.level() == TlsLevel.DANE_ONLY && rule(host).isEmpty()) {
                outcomes.add(outcome(tlsa(host, List.of()), TlsFailure.DANE_REQUIRED, host, ""));
            }
        });
        return outcomes;
    }

    private static TlsOutcome outcome(AppliedPolicy policy, TlsFailure failure, String host, String reason) {
        return new TlsOutcome(policy, Optional.of(failure), "", host, "", reason);
    }

    private Optional<AppliedPolicy> reported(String host) {
        Dane dane = records.getOrDefault(host, new Dane.Absent());
        if (!isReported || dane instanceof Dane.Useless) {
            // What is wrong with its records has been told.
            return Optional.empty();
        }
        if (dane instanceof Dane.Usable usable) {
            return Optional.of(tlsa(usable.base(), usable.records().texts()));
        }
        return Optional.of(policy().isPresent() ? stsPolicy() : AppliedPolicy.none(nextHop));
    }

    private AppliedPolicy tlsa(String base, List<String> texts) {
        return new AppliedPolicy(nextHop, Kind.TLSA, base, texts, List.of());
    }

    private AppliedPolicy stsPolicy() {
        return new AppliedPolicy(
                nextHop,
                Kind.STS,
                nextHop,
                policy().map(TlsPlan::lines).orElse(List.of()),
                policy().map(StsPolicy::hosts).orElse(List.of()));
    }

    private static List<String> lines(StsPolicy said) {
        return Stream.of(
                        Stream.of("version: STSv1", "mode: " + said.mode().word()),
                        said.hosts().stream().map(host -> "mx: " + host),
                        Stream.of("max_age: " + said.maxAge().toSeconds()))
                .flatMap(each -> each)
                .toList();
    }

    private Route nothing() {
        if (records.values().stream().anyMatch(Dane.Unknown.class::isInstance)) {
            return Route.notNow("4.7.5", "No TLSA records of the servers of " + nextHop + " can be looked up now");
        }
        if (strict) {
            return Route.never("5.7.10", "Nothing proves which servers take mail for " + nextHop);
        }
        return Route.notNow(
                "4.7.5",
                policy().isPresent()
                        ? "The MTA-STS policy of " + nextHop + " names none of its servers"
                        : "No server of " + nextHop + " has TLSA records that DNSSEC proves");
    }

    /** Empty if a server gets nothing. */
    private Optional<TlsRule> rule(String host) {
        Dane dane = records.getOrDefault(host, new Dane.Absent());
        if (isForeign(host) || dane instanceof Dane.Unknown) {
            return Optional.empty();
        }
        if (dane instanceof Dane.Usable usable) {
            return Optional.of(new TlsRule.Dane(usable.records(), List.of(usable.base(), host, nextHop)));
        }
        if (policy().isPresent()) {
            return Optional.of(published(policy().get(), host));
        }
        if (strict) {
            return proven ? Optional.of(forHost(host)) : Optional.empty();
        }
        if (choice.level() == TlsLevel.DANE_ONLY) {
            return Optional.empty();
        }
        // That there are records says that there is TLS, and nothing of who is there.
        return Optional.of(
                dane instanceof Dane.Useless && need != Need.SECRECY ? new TlsRule.Encrypted() : chosen(host));
    }

    /** Whether a policy that holds does not name a host. */
    private boolean isForeign(String host) {
        return policy().filter(said -> strict || said.mode() == Mode.ENFORCE)
                .filter(said -> !said.allows(host))
                .isPresent();
    }

    /** A host that a policy does not name is not verified by it. */
    private TlsRule published(StsPolicy said, String host) {
        TlsRule.Verified verified =
                new TlsRule.Verified(said.allows(host) ? List.of(host) : said.hosts(), Verification.MTA_STS);
        return strict || said.mode() == Mode.ENFORCE ? verified : new TlsRule.Tested(verified);
    }

    private TlsRule chosen(String host) {
        return switch (choice.level()) {
            case NONE ->
                switch (need) {
                    case NOTHING -> new TlsRule.Never();
                    case TLS -> new TlsRule.Encrypted();
                    case SECRECY -> forHost(host);
                };
            case AUTO -> need == Need.SECRECY ? forHost(host) : atLeast();
            case MAY, DANE -> atLeast();
            case ENCRYPT, DANE_ONLY -> new TlsRule.Encrypted();
            case VERIFY -> forHost(host);
            case SECURE ->
                new TlsRule.Verified(
                        choice.names().isEmpty() ? List.of(nextHop, "." + nextHop) : choice.names(), Verification.PKIX);
        };
    }

    private TlsRule atLeast() {
        return need == Need.NOTHING ? new TlsRule.Opportunistic() : new TlsRule.Encrypted();
    }

    private static TlsRule forHost(String host) {
        return new TlsRule.Verified(List.of(host), Verification.PKIX);
    }
}
