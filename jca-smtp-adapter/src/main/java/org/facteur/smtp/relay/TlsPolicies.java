package org.facteur.smtp.relay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.DestinationTls;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.Route.Proof;
import org.facteur.smtp.relay.Route.Targets;

/** Says what TLS has to be on the way to a destination. */
final class TlsPolicies {

    private final RelayTls settings;
    private final Function<String, CompletionStage<DestinationTls>> known;

    /** @param known asks the application */
    TlsPolicies(RelayTls settings, Function<String, CompletionStage<DestinationTls>> known) {
        this.settings = settings;
        this.known = known;
    }

    /** The same way, with a rule for each server. */
    CompletionStage<Route> protect(String destination, Route route, Demand demand) {
        if (!(route instanceof Targets found)) {
            return CompletableFuture.completedFuture(route);
        }
        String nextHop = found.proof() == Proof.GIVEN ? found.targets().get(0).host() : destination;
        return known.apply(nextHop).thenApply(tls -> protect(nextHop, found, demand, choice(tls)));
    }

    private TlsChoice choice(DestinationTls tls) {
        return tls.choice().orElseGet(() -> new TlsChoice(settings.level(), List.of()));
    }

    private Route protect(String nextHop, Targets found, Demand demand, TlsChoice choice) {
        if (demand != Demand.REQUIRED || choice.level() == TlsLevel.SECURE) {
            return found.with(target -> rule(choice, nextHop, target.host()));
        }
        boolean isProven = found.proof() == Proof.GIVEN || (found.proof() == Proof.SIGNED && settings.dnsIsTrusted());
        return isProven
                ? found.with(target -> forHost(target.host()))
                : Route.never("5.7.10", "Nothing proves which servers take mail for " + nextHop);
    }

    private static TlsRule rule(TlsChoice choice, String nextHop, String host) {
        return switch (choice.level()) {
            case NONE -> new TlsRule.Never();
            case MAY -> new TlsRule.Opportunistic();
            case ENCRYPT -> new TlsRule.Encrypted();
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
