package org.facteur.smtp.relay;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.DestinationTls;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.Route.Proof;
import org.facteur.smtp.relay.Route.Targets;
import org.facteur.smtp.sts.StsPolicies;

/**
 * Says what TLS has to be on the way to a destination: what the administrator has chosen, otherwise what the destination asks for, and
 * what the message demands.
 */
final class TlsPolicies {

    private final RelayTls settings;
    private final StsPolicies published;
    private final Function<String, CompletionStage<DestinationTls>> known;

    /** @param known asks the application */
    TlsPolicies(RelayTls settings, StsPolicies published, Function<String, CompletionStage<DestinationTls>> known) {
        this.settings = settings;
        this.published = published;
        this.known = known;
    }

    /** The same way, with a rule for each server, and without those that are none of the destination's. */
    CompletionStage<Route> protect(String destination, Route route, Demand demand) {
        if (!(route instanceof Targets found)) {
            return CompletableFuture.completedFuture(route);
        }
        String nextHop = found.proof() == Proof.GIVEN ? found.targets().get(0).host() : destination;
        return known.apply(nextHop).thenCompose(tls -> {
            TlsChoice choice = tls.choice().orElseGet(() -> new TlsChoice(settings.level(), List.of()));
            boolean isAsked = found.proof() != Proof.GIVEN
                    && choice.level() != TlsLevel.SECURE
                    && (demand == Demand.REQUIRED || (demand == Demand.USUAL && choice.level() == TlsLevel.AUTO));
            CompletionStage<Optional<StsPolicy>> policy = isAsked
                    ? published.find(destination, tls.policy())
                    : CompletableFuture.completedFuture(Optional.empty());
            return policy.thenApply(said -> demand == Demand.REQUIRED && choice.level() != TlsLevel.SECURE
                    ? strict(nextHop, found, said)
                    : usual(nextHop, found, choice, said));
        });
    }

    private static Route usual(String nextHop, Targets found, TlsChoice choice, Optional<StsPolicy> said) {
        if (said.isEmpty()) {
            return found.with(target -> rule(choice, nextHop, target.host()));
        }
        StsPolicy policy = said.get();
        if (policy.mode() == Mode.TESTING) {
            return found.with(target -> new TlsRule.Tested(named(policy, target.host())));
        }
        List<Target> allowed = allowed(found, policy);
        return allowed.isEmpty()
                ? Route.notNow("4.7.5", "The MTA-STS policy of " + nextHop + " names none of its servers")
                : new Targets(allowed, found.proof()).with(target -> named(policy, target.host()));
    }

    /** For what has to be proven in every respect (RFC 8689 section 8.2). */
    private Route strict(String nextHop, Targets found, Optional<StsPolicy> said) {
        List<Target> allowed = said.map(policy -> allowed(found, policy)).orElse(List.of());
        if (!allowed.isEmpty()) {
            return new Targets(allowed, found.proof()).with(target -> named(said.get(), target.host()));
        }
        boolean isProven = found.proof() == Proof.GIVEN || (found.proof() == Proof.SIGNED && settings.dnsIsTrusted());
        return isProven && said.isEmpty()
                ? found.with(target -> forHost(target.host()))
                : Route.never("5.7.10", "Nothing proves which servers take mail for " + nextHop);
    }

    private static List<Target> allowed(Targets found, StsPolicy policy) {
        return found.targets().stream()
                .filter(target -> policy.allows(target.host()))
                .toList();
    }

    private static TlsRule rule(TlsChoice choice, String nextHop, String host) {
        return switch (choice.level()) {
            case NONE -> new TlsRule.Never();
            case AUTO, MAY -> new TlsRule.Opportunistic();
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

    /** A host that a policy does not name is not verified by it. */
    private static TlsRule.Verified named(StsPolicy policy, String host) {
        return new TlsRule.Verified(policy.allows(host) ? List.of(host) : policy.hosts(), Verification.MTA_STS);
    }
}
