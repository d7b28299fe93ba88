package org.facteur.smtp.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.DaneLookup.Dane;
import org.facteur.smtp.relay.Route.Targets;

/**
 * All that is known for one way, and what follows from it for each server. DANE comes before MTA-STS (RFC 8461 section 2), which still says which servers
 * there are.
 *
 * @param nextHop the domain, or the smart host
 * @param strict whether everything has to be proven (REQUIRETLS)
 * @param proven whether it is known that the servers are the destination's
 * @param policy by MTA-STS
 * @param records by host, where they have been asked for
 */
record TlsPlan(
        String nextHop,
        TlsChoice choice,
        boolean strict,
        boolean proven,
        Optional<StsPolicy> policy,
        Map<String, Dane> records) {

    Route of(Targets found) {
        List<Target> targets = new ArrayList<>();
        for (Target target : found.targets()) {
            rule(target.host()).ifPresent(rule -> targets.add(target.with(rule)));
        }
        return targets.isEmpty() ? nothing() : new Targets(targets, found.proof());
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
                policy.isPresent()
                        ? "The MTA-STS policy of " + nextHop + " names none of its servers"
                        : "No server of " + nextHop + " has TLSA records that DNSSEC proves");
    }

    /** Empty if a server gets nothing. */
    private Optional<TlsRule> rule(String host) {
        boolean isForeign = policy.isPresent()
                && (strict || policy.get().mode() == Mode.ENFORCE)
                && !policy.get().allows(host);
        Dane dane = records.getOrDefault(host, new Dane.Absent());
        if (isForeign || dane instanceof Dane.Unknown) {
            return Optional.empty();
        }
        if (dane instanceof Dane.Usable usable) {
            return Optional.of(new TlsRule.Dane(usable.records(), List.of(usable.base(), host, nextHop)));
        }
        if (policy.isPresent()) {
            return Optional.of(published(policy.get(), host));
        }
        if (strict) {
            return proven ? Optional.of(forHost(host)) : Optional.empty();
        }
        if (choice.level() == TlsLevel.DANE_ONLY) {
            return Optional.empty();
        }
        return Optional.of(dane instanceof Dane.Useless ? new TlsRule.Encrypted() : chosen(host));
    }

    /** A host that a policy does not name is not verified by it. */
    private TlsRule published(StsPolicy said, String host) {
        TlsRule.Verified verified =
                new TlsRule.Verified(said.allows(host) ? List.of(host) : said.hosts(), Verification.MTA_STS);
        return strict || said.mode() == Mode.ENFORCE ? verified : new TlsRule.Tested(verified);
    }

    private TlsRule chosen(String host) {
        return switch (choice.level()) {
            case NONE -> new TlsRule.Never();
            case AUTO, MAY, DANE -> new TlsRule.Opportunistic();
            case ENCRYPT, DANE_ONLY -> new TlsRule.Encrypted();
            case VERIFY -> forHost(host);
            case SECURE ->
                new TlsRule.Verified(
                        choice.names().isEmpty() ? List.of(nextHop, "." + nextHop) : choice.names(), Verification.PKIX);
        };
    }

    private static TlsRule forHost(String host) {
        return new TlsRule.Verified(List.of(host), Verification.PKIX);
    }
}
