package org.facteur.smtp.sts;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.wire.dns.Dns;
import org.facteur.wire.dns.DnsAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policy that holds for a domain (RFC 8461 section 5.1): the one that is kept, as long as DNS announces no other; otherwise
 * the one that is announced. One that cannot be had now changes nothing: an older one holds until its time is over.
 */
public final class StsPolicies {

    private static final System.Logger LOG = System.getLogger(StsPolicies.class.getName());

    /** What is kept is fetched again after so long, also if it is announced unchanged, so that its time is never over. */
    private static final Duration FRESH = Duration.ofDays(1);

    /** For so long what was fetched, or could not be, is not asked for again (RFC 8461 section 3.3). */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    /** Of how many domains that is known. */
    private static final int MOST_FETCHED = 10_000;

    /** Keeps policies where they are found again. */
    @FunctionalInterface
    public interface Keeper {

        void keep(String domain, StsPolicy policy);
    }

    /**
     * What a domain says.
     *
     * @param policy empty if it has none
     * @param failure why a newer one, that it announces, cannot be had
     */
    public record Published(Optional<StsPolicy> policy, Optional<TlsFailure> failure) {

        /** It says nothing. */
        public static final Published NOTHING = new Published(Optional.empty(), Optional.empty());

        private static Published of(Optional<StsPolicy> policy) {
            return new Published(policy, Optional.empty());
        }

        private static Published failed(TlsFailure failure) {
            return new Published(Optional.empty(), Optional.of(failure));
        }

        private Published orElse(Optional<StsPolicy> older) {
            return policy.isPresent() ? this : new Published(older, failure);
        }

        private Published withoutNone() {
            return new Published(policy.filter(said -> said.mode() != StsPolicy.Mode.NONE), failure);
        }
    }

    private record Announced(String domain, String id) {}

    private final Dns dns;
    private final PolicySource source;
    private final Keeper keeper;
    private final InstantSource clock;
    private final AsyncCache<Announced, Published> fetched = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MOST_FETCHED)
            .expireAfterWrite(PAUSE)
            .buildAsync();

    public StsPolicies(Dns dns, PolicySource source, Keeper keeper, InstantSource clock) {
        this.dns = dns;
        this.source = source;
        this.keeper = keeper;
        this.clock = clock;
    }

    /**
     * What holds for a domain. Never fails.
     *
     * @param kept what is known of it
     */
    public CompletionStage<Published> find(String domain, Optional<StsPolicy> kept) {
        Instant now = clock.instant();
        Optional<StsPolicy> valid = kept.filter(policy -> policy.expires().isAfter(now));
        return dns.texts("_mta-sts." + domain)
                .handle((answer, failure) -> announced(answer))
                .thenCompose(id -> id.map(announced -> announced(domain, announced, valid, now))
                        .orElseGet(() -> CompletableFuture.completedFuture(Published.of(valid))))
                .thenApply(Published::withoutNone);
    }

    private static Optional<String> announced(@Nullable DnsAnswer<String> answer) {
        return answer == null ? Optional.empty() : StsSyntax.id(answer.records());
    }

    private CompletionStage<Published> announced(String domain, String id, Optional<StsPolicy> valid, Instant now) {
        boolean isKnown = valid.isPresent() && valid.get().id().equals(id);
        if (isKnown && valid.get().fetched().isAfter(now.minus(FRESH))) {
            return CompletableFuture.completedFuture(Published.of(valid));
        }
        CompletableFuture<Published> fetching =
                fetched.get(new Announced(domain, id), (key, executor) -> fetch(domain, id));
        // What is known is renewed while mail goes on.
        return isKnown
                ? CompletableFuture.completedFuture(Published.of(valid))
                : fetching.thenApply(found -> found.orElse(valid));
    }

    private CompletableFuture<Published> fetch(String domain, String id) {
        return source.fetch(domain)
                .handle((text, failure) -> {
                    if (text == null || failure != null) {
                        LOG.log(
                                System.Logger.Level.INFO,
                                "The MTA-STS policy of {0} cannot be fetched: {1}",
                                domain,
                                cause(failure));
                        return Published.failed(kind(failure));
                    }
                    Optional<StsPolicy> policy = StsSyntax.policy(text, id, clock.instant());
                    if (policy.isEmpty()) {
                        LOG.log(System.Logger.Level.INFO, "The MTA-STS policy of {0} is not one", domain);
                        return Published.failed(TlsFailure.STS_POLICY_INVALID);
                    }
                    keeper.keep(domain, policy.get());
                    return Published.of(policy);
                })
                .toCompletableFuture();
    }

    private static TlsFailure kind(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return TlsFailure.STS_WEBPKI_INVALID;
            }
        }
        return TlsFailure.STS_POLICY_FETCH_ERROR;
    }

    private static String cause(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause).lines().findFirst().orElse("");
    }
}
