package org.facteur.smtp.relay;

import io.netty.util.NetUtil;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.facteur.api.queue.DestinationTls;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.DaneLookup.Dane;
import org.facteur.smtp.relay.Route.Proof;
import org.facteur.smtp.relay.Route.Targets;
import org.facteur.smtp.relay.TlsPlan.Need;
import org.facteur.smtp.sts.StsPolicies;
import org.facteur.smtp.sts.StsPolicies.Published;
import org.facteur.smtp.tlsrpt.TlsOutcomes;

/**
 * Says what TLS has to be on the way to a destination: what the administrator has chosen, otherwise what the destination asks for, and
 * what the message demands.
 */
final class TlsPolicies {

    private final RelayTls settings;
    private final StsPolicies published;
    private final DaneLookup dane;
    private final TlsOutcomes outcomes;
    private final Function<String, CompletionStage<DestinationTls>> known;

    /** @param known asks the application */
    TlsPolicies(
            RelayTls settings,
            StsPolicies published,
            DaneLookup dane,
            TlsOutcomes outcomes,
            Function<String, CompletionStage<DestinationTls>> known) {
        this.settings = settings;
        this.published = published;
        this.dane = dane;
        this.outcomes = outcomes;
        this.known = known;
    }

    /** The same way, with a rule for each server, and without those that get nothing. */
    CompletionStage<Route> protect(String destination, Route route, Demand demand) {
        if (!(route instanceof Targets found)) {
            return CompletableFuture.completedFuture(route);
        }
        String nextHop = found.proof() == Proof.GIVEN ? found.targets().get(0).host() : destination;
        return known.apply(nextHop).thenCompose(tls -> {
            TlsChoice choice = found.hop()
                    .flatMap(NextHop::tls)
                    .map(level -> new TlsChoice(level, List.of()))
                    .or(tls::choice)
                    .orElseGet(() -> new TlsChoice(settings.level(), List.of()));
            boolean isStrict = demand == Demand.REQUIRED && choice.level() != TlsLevel.SECURE;
            boolean isAuto = demand == Demand.USUAL && choice.level() == TlsLevel.AUTO;
            boolean asksForDane =
                    isStrict || isAuto || choice.level() == TlsLevel.DANE || choice.level() == TlsLevel.DANE_ONLY;
            CompletionStage<Published> policy = (isStrict || isAuto) && found.proof() != Proof.GIVEN
                    ? published.find(destination, tls.policy())
                    : CompletableFuture.completedFuture(Published.NOTHING);
            // Whoever can forge an answer can forge its proof: without name servers to trust there is no DANE for any
            // way.
            CompletionStage<Map<String, Dane>> records = asksForDane && settings.dnsIsTrusted() && isProven(found)
                    ? dane.find(found.targets())
                    : CompletableFuture.completedFuture(Map.of());
            // Only a domain can say that it wants to hear of it.
            boolean isReported = demand != Demand.WAIVED
                    && choice.level() != TlsLevel.NONE
                    && NetUtil.createByteArrayFromIpAddressString(nextHop) == null;
            return policy.thenCombine(records, (said, proven) -> {
                TlsPlan plan =
                        new TlsPlan(nextHop, choice, isStrict, isProven(found), said, proven, need(found), isReported);
                plan.unconnected(found).forEach(outcomes::happened);
                return plan.of(found);
            });
        });
    }

    /** What connections of a way are not made without. */
    static Need need(Targets found) {
        boolean isSecret = found.targets().stream()
                .anyMatch(target -> found.hop()
                        .flatMap(hop -> target.login(hop))
                        .filter(login -> !login.inTheClear())
                        .isPresent());
        if (isSecret) {
            return Need.SECRECY;
        }
        return found.hop().filter(NextHop::tlsAtOnce).isPresent() ? Need.TLS : Need.NOTHING;
    }

    /** Whether it is known which servers are the destination's. */
    private boolean isProven(Targets found) {
        return settings.dnsIsTrusted() ? found.proof() != Proof.NONE : found.proof() == Proof.GIVEN;
    }
}
