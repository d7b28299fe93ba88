package org.facteur.smtp.relay;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.metric.Meters;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.signing.SigningKey;
import org.facteur.smtp.arc.Sealer;
import org.facteur.smtp.dkim.MessageScan;
import org.facteur.smtp.dkim.SignedParts;
import org.jspecify.annotations.Nullable;

/**
 * Signs messages before they are sent, or seals those that are passed on, by reading them piece by piece. A signature serves all servers to which the message goes within
 * some time. Safe for use by several threads.
 */
final class Signatures {

    private static final System.Logger LOG = System.getLogger(Signatures.class.getName());

    private static final int PIECE = 256 << 10;

    /** Signatures that are remembered, with about a kilobyte each. */
    private static final int MAX_REMEMBERED = 2_000;

    /** Some verifiers want the time of a signature to be near. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /** Keys of which it has been said that they cannot be used. */
    private static final int MAX_COMPLAINTS = 1_000;

    private static final byte[] NOTHING = {};

    /** Reads octets of a message; it may take its time. */
    interface Reader {
        byte[] read(QueuedMessage message, long offset, int length) throws MailStoreException;
    }

    /** Does work on some thread that may wait. */
    interface Workers {
        <T> CompletableFuture<T> call(Callable<T> work);
    }

    /** Takes a message, and makes the fields that come before it. */
    private interface Scan {

        void accept(byte[] octets);

        /** Whether the rest of the message matters. */
        boolean wantsMore();

        /** There is no more, or none is wanted. */
        byte[] fields();
    }

    /** What has been signed with which keys. */
    private record Signed(long message, List<String> keys) {}

    private final Reader reader;
    private final Workers workers;
    private final AsyncCache<Signed, byte @Nullable []> remembered = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .buildAsync();
    private final Set<String> unusable = ConcurrentHashMap.newKeySet();

    Signatures(Reader reader, Workers workers) {
        this.reader = reader;
        this.workers = workers;
    }

    /**
     * The fields that come before a message; none if it cannot be signed, and null if it cannot be read now.
     *
     * @param message with at least one key
     */
    CompletionStage<byte @Nullable []> of(QueuedMessage message) {
        if (message.isPassedOn() && message.signers().stream().noneMatch(Sealer::takes)) {
            return CompletableFuture.completedFuture(NOTHING);
        }
        List<String> keys = message.signers().stream().map(SigningKey::toString).toList();
        return remembered.get(new Signed(message.id(), keys), (signed, executor) -> {
            CompletableFuture<byte @Nullable []> fields = new CompletableFuture<>();
            read(message, message.isPassedOn() ? new Sealing(message) : new Signing(message), 0, fields);
            return fields;
        });
    }

    private void read(QueuedMessage message, Scan scan, long offset, CompletableFuture<byte @Nullable []> fields) {
        int wanted = (int) Math.min(PIECE, message.size() - offset);
        boolean isLast = offset + wanted == message.size();
        workers.call(() -> {
                    byte[] octets = reader.read(message, offset, wanted);
                    if (octets.length != wanted) {
                        throw new MailStoreException(
                                MailStoreException.Reason.UNAVAILABLE, "The message is not as long as it was");
                    }
                    scan.accept(octets);
                    return isLast || !scan.wantsMore() ? Optional.of(scan.fields()) : Optional.<byte[]>empty();
                })
                .whenComplete((result, failure) -> {
                    if (failure != null) {
                        // Who was called has said so in the log; nothing is remembered.
                        fields.complete(null);
                    } else if (result.isPresent()) {
                        fields.complete(result.get());
                    } else {
                        read(message, scan, offset + wanted, fields);
                    }
                });
    }

    /** The signatures of a message of somebody here, one of each key. */
    private final class Signing implements Scan {

        private final QueuedMessage message;
        private final MessageScan scan = new MessageScan();

        Signing(QueuedMessage message) {
            this.message = message;
        }

        @Override
        public void accept(byte[] octets) {
            scan.accept(octets);
        }

        @Override
        public boolean wantsMore() {
            return scan.isSignable();
        }

        @Override
        public byte[] fields() {
            Optional<SignedParts> parts = scan.end();
            if (parts.isEmpty()) {
                count("unsignable");
                LOG.log(
                        System.Logger.Level.INFO,
                        "Queued message {0} is not signed: its header is none that could be",
                        Long.toString(message.id()));
                return NOTHING;
            }
            StringBuilder all = new StringBuilder();
            for (SigningKey key : message.signers()) {
                try {
                    all.append(parts.get().sign(key, Instant.now()));
                    count(key.algorithm().tag());
                } catch (GeneralSecurityException | ProviderException e) {
                    count("failed");
                    complain(key, e);
                }
            }
            return all.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** The seal of a message that is passed on, if something was found out about it when it came. */
    private final class Sealing implements Scan {

        private final Optional<SigningKey> key;
        private final Sealer sealer = new Sealer();

        Sealing(QueuedMessage message) {
            this.key = message.signers().stream().filter(Sealer::takes).findFirst();
        }

        @Override
        public void accept(byte[] octets) {
            sealer.accept(octets);
        }

        @Override
        public boolean wantsMore() {
            return key.isPresent() && sealer.isSealable();
        }

        @Override
        public byte[] fields() {
            return key.flatMap(this::seal)
                    .map(fields -> fields.getBytes(StandardCharsets.US_ASCII))
                    .orElse(NOTHING);
        }

        private Optional<String> seal(SigningKey with) {
            try {
                Optional<String> seal = sealer.seal(with, Instant.now());
                seal.ifPresent(fields -> count("sealed"));
                return seal;
            } catch (GeneralSecurityException | ProviderException e) {
                count("failed");
                complain(with, e);
                return Optional.empty();
            }
        }
    }

    /** Once for each key: mail goes on without it. */
    private void complain(SigningKey key, Exception failure) {
        if (unusable.size() < MAX_COMPLAINTS && unusable.add(key.toString())) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Mail is not signed with the key {0}, which cannot be used: {1}",
                    key,
                    failure.getMessage());
        }
    }

    private static void count(String result) {
        Meters.counter(
                        "facteur_dkim_signatures",
                        "Signatures of mail on its way out, by algorithm, seals, and what could not be signed",
                        Map.of("result", result))
                .increment();
    }
}
