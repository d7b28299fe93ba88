package org.facteur.mailstore.greylist;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.network.Network;
import org.facteur.mailstore.persistence.OwnTransaction;

/**
 * Asks a client that is new to come again: the first mail from a network, by a sender and for a recipient, is taken when it is tried
 * again after {@link #delay()} and within {@link #WINDOW}. From then on the network is known, on all servers of the store, for as long
 * as it is seen every now and then (RFC 6647).
 */
@ApplicationScoped
public class Greylist {

    /** Mail servers try for days, but the first time again after hours at the most. */
    static final Duration WINDOW = Duration.ofDays(2);

    /** A network that has not been seen for so long is new again. */
    static final Duration MEMORY = Duration.ofDays(36);

    /** With so many attempts remembered, no new client is asked to come again. */
    static final long MAX_ATTEMPTS = 1_000_000;

    /** A network that is known is noted so often. */
    private static final Duration NOTED = Duration.ofDays(1);

    /** The servers of one sender are often neighbours, and take turns. */
    private static final int IPV4_BITS = 24;

    private static final int IPV6_BITS = 64;

    @Inject
    @ConfigProperty(name = "facteur.smtp.greylisting.delay", defaultValue = "PT3M")
    private String delay;

    @Inject
    private GreylistRepository repository;

    @Inject
    private OwnTransaction transaction;

    private volatile boolean full;

    /** How long a client waits at least before it tries again. */
    Duration delay() {
        try {
            return Duration.parse(delay);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The setting facteur.smtp.greylisting.delay is no ISO 8601 duration such as PT3M: " + delay, e);
        }
    }

    /** Whether mail is taken now, or the client has to come again. */
    public boolean admits(InetAddress client, String sender, String recipient, Instant now) throws MailStoreException {
        String network = Network.around(client, client instanceof Inet4Address ? IPV4_BITS : IPV6_BITS)
                .toString();
        String triplet = digest((network + '\0' + sender + '\0' + recipient).toLowerCase(Locale.ROOT));
        return transaction.call(() -> isKnown(network, now) || hasComeAgain(network, triplet, now));
    }

    private boolean isKnown(String network, Instant now) {
        Optional<Instant> seen = repository.lastSeen(network).filter(last -> last.isAfter(now.minus(MEMORY)));
        if (seen.isPresent() && seen.get().isBefore(now.minus(NOTED))) {
            repository.saw(network, now);
        }
        return seen.isPresent();
    }

    private boolean hasComeAgain(String network, String triplet, Instant now) {
        Optional<Instant> tried = repository.firstTried(triplet).filter(first -> !first.isBefore(now.minus(WINDOW)));
        if (tried.isEmpty()) {
            if (!full) {
                repository.tried(triplet, now);
            }
            return full;
        }
        boolean waited = !tried.get().isAfter(now.minus(delay()));
        if (waited) {
            repository.saw(network, now);
        }
        return waited;
    }

    /** Forgets who has not come again, and who has not been seen for long. */
    void tidy(Instant now) throws MailStoreException {
        transaction.call(() -> {
            repository.forget(now.minus(WINDOW), now.minus(MEMORY));
            full = repository.attempts() >= MAX_ATTEMPTS;
            return true;
        });
    }

    private static String digest(String triplet) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(triplet.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
