package org.facteur.wire.abuse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.facteur.api.metric.Meters;
import org.facteur.api.network.Network;
import org.facteur.wire.abuse.Guesses.Sentence;

/**
 * Counts the failed logins to each account, wherever they come from: who guesses from a thousand addresses stays below the limit
 * of each of them. Once there are too many, logins from clients that are new to the account are not looked at for a time. Those from
 * where its owner has logged in of late are, always, so that nobody can lock him out of his own house; nor do their failures count.
 *
 * <p>An account is the name that the client gives, however it is written; of names that nobody has it is the same, so that nobody learns which
 * these are. It remembers {@value #MAX_ACCOUNTS} accounts that are guessed at and as many of which an owner is known: the second
 * are remembered after a login that succeeded only, so that no flood of names makes it forget them. Safe for use by several threads.
 */
public final class AccountGuard {

    /** For how long a client is known that has logged in. */
    static final Duration MEMORY = Duration.ofDays(30);

    private static final System.Logger LOG = System.getLogger(AccountGuard.class.getName());
    private static final int MAX_ACCOUNTS = 50_000;

    private static final LongAdder SUSPENDED = Meters.counter(
            "facteur_abuse_logins_suspended",
            "Logins that were not looked at, because too many to the same account had failed",
            Map.of());

    private final AbuseLimits limits;
    private final LongSupplier clock;
    private final Cache<AccountName, Guesses> guesses;
    private final Cache<AccountName, KnownClients> known;

    /** @param clock in nanoseconds */
    AccountGuard(AbuseLimits limits, LongSupplier clock) {
        this.limits = limits;
        this.clock = clock;
        Duration longest = limits.window().compareTo(limits.block()) > 0 ? limits.window() : limits.block();
        this.guesses = Caffeine.newBuilder()
                .maximumSize(MAX_ACCOUNTS)
                .expireAfterAccess(longest)
                .ticker(clock::getAsLong)
                .executor(Runnable::run)
                .build();
        this.known = Caffeine.newBuilder()
                .maximumSize(MAX_ACCOUNTS)
                .expireAfterWrite(MEMORY)
                .ticker(clock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Whether a login may be looked at; if not, the client is to try again later. */
    public boolean admits(String name, InetAddress client) {
        return counted(name, client)
                .filter(account -> areTooMany(account) && !isKnown(account, client))
                .isEmpty();
    }

    /** Whether a failed login would be more than tolerated, unless the client turns out to be known. */
    boolean wouldPunish(String name, InetAddress client) {
        return counted(name, client)
                .filter(account -> isAnotherTooMany(account) && !isKnown(account, client))
                .isPresent();
    }

    /** A login is not looked at. */
    void suspended() {
        SUSPENDED.increment();
    }

    /**
     * Notes a failed login, and leaves a line in the log if those to this account are slowed or suspended from now on.
     *
     * @return {@code SLOWED} if the answer is to be held back; {@code BLOCKED} if that was one too many
     */
    public Judgement failed(String name, InetAddress client) {
        return counted(name, client)
                .filter(account -> !isKnown(account, client))
                .map(this::failed)
                .orElse(Judgement.TOLERATED);
    }

    private Judgement failed(AccountName account) {
        long now = clock.getAsLong();
        Sentence sentence =
                guesses.get(account, first -> new Guesses(limits, now)).failed(now);
        Meters.counter(
                        "facteur_abuse_account_logins_failed",
                        "Failed logins of clients that are new to an account, and what came of it",
                        Map.of("judgement", sentence.judgement().name().toLowerCase(Locale.ROOT)))
                .increment();
        if (sentence.isNew()) {
            LOG.log(
                    Level.WARNING,
                    () -> "Logins to " + account + " from clients that are new to it are "
                            + (sentence.judgement() == Judgement.BLOCKED ? "suspended for " + limits.block() : "slowed")
                            + ": too many have failed");
        }
        return sentence.judgement();
    }

    /** Remembers where the owner of an account logs in. */
    public void succeeded(String name, InetAddress client) {
        counted(name, client)
                .ifPresent(account -> known.asMap().compute(account, (same, clients) -> {
                    KnownClients updated = clients == null ? new KnownClients() : clients;
                    updated.add(Network.ofClient(client), clock.getAsLong());
                    return updated;
                }));
    }

    private boolean areTooMany(AccountName account) {
        Guesses guessed = guesses.getIfPresent(account);
        return guessed != null && guessed.areTooMany(clock.getAsLong());
    }

    /** The first failure may be that already, where few are allowed. */
    private boolean isAnotherTooMany(AccountName account) {
        long now = clock.getAsLong();
        Guesses guessed = guesses.getIfPresent(account);
        return (guessed == null ? new Guesses(limits, now) : guessed).isAnotherTooMany(now);
    }

    private boolean isKnown(AccountName account, InetAddress client) {
        KnownClients clients = known.getIfPresent(account);
        return clients != null && clients.contains(Network.ofClient(client), clock.getAsLong() - MEMORY.toNanos());
    }

    /** The account, if what a client does there is counted. */
    private Optional<AccountName> counted(String name, InetAddress client) {
        return limits.accountFailedLogins() > 0 && !limits.isExempt(client) ? AccountName.of(name) : Optional.empty();
    }
}
