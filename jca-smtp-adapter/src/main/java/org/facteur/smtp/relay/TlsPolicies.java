package org.facteur.smtp.relay;

import java.util.List;
import java.util.function.Function;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.Route.Proof;
import org.facteur.smtp.relay.Route.Targets;

/** Says what TLS has to be on the way to a destination. */
final class TlsPolicies {

    private final RelayTls settings;

    TlsPolicies(RelayTls settings) {
        this.settings = settings;
    }

    /** The same way, with a rule for each server. */
    Route protect(String destination, Route route, Demand demand) {
        if (!(route instanceof Targets found)) {
            return route;
        }
        Function<String, TlsRule> usual =
                host -> rule(settings.level(), found.proof() == Proof.GIVEN ? List.of(host) : names(destination), host);
        if (demand != Demand.REQUIRED) {
            return with(found, usual);
        }
        if (settings.level() == TlsLevel.SECURE) {
            return with(found, usual);
        }
        boolean isProven = found.proof() == Proof.GIVEN || (found.proof() == Proof.SIGNED && settings.dnsIsTrusted());
        return isProven
                ? with(found, TlsPolicies::forHost)
                : Route.never("5.7.10", "Nothing proves which servers take mail for " + destination);
    }

    private static Targets with(Targets found, Function<String, TlsRule> rule) {
        return new Targets(
                found.targets().stream()
                        .map(target -> target.with(rule.apply(target.host())))
                        .toList(),
                found.proof());
    }

    private static List<String> names(String destination) {
        return List.of(destination, "." + destination);
    }

    private static TlsRule rule(TlsLevel level, List<String> names, String host) {
        return switch (level) {
            case NONE -> new TlsRule.Never();
            case MAY -> new TlsRule.Opportunistic();
            case ENCRYPT -> new TlsRule.Encrypted();
            case VERIFY -> forHost(host);
            case SECURE -> new TlsRule.Verified(names, Verification.PKIX);
        };
    }

    private static TlsRule forHost(String host) {
        return new TlsRule.Verified(List.of(host), Verification.PKIX);
    }
}
