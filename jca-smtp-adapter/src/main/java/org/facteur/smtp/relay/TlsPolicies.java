package org.facteur.smtp.relay;

import java.util.List;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.TlsLevel;

/** Says what TLS has to be on the way to a destination. */
final class TlsPolicies {

    private final RelayTls settings;

    TlsPolicies(RelayTls settings) {
        this.settings = settings;
    }

    /** The same way, with a rule for each server. */
    Route protect(String destination, Route route) {
        return route instanceof Route.Targets found
                ? new Route.Targets(found.targets().stream()
                        .map(target -> target.with(rule(settings.level(), destination, target.host())))
                        .toList())
                : route;
    }

    private static TlsRule rule(TlsLevel level, String destination, String host) {
        return switch (level) {
            case NONE -> new TlsRule.Never();
            case MAY -> new TlsRule.Opportunistic();
            case ENCRYPT -> new TlsRule.Encrypted();
            case VERIFY -> new TlsRule.Verified(List.of(host), Verification.PKIX);
            case SECURE -> new TlsRule.Verified(List.of(destination, "." + destination), Verification.PKIX);
        };
    }
}
