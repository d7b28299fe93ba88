package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.ContentId;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.facteur.api.smtp.MailFrom;
import org.junit.jupiter.api.Test;

/** What is read to sign messages, and how often. */
class SignaturesTest {

    private static final String TEXT = "From: alice@here.test\r\n\r\n" + ("x".repeat(998) + "\r\n").repeat(1_000);

    private long octetsRead;
    private int largest;
    private boolean isThere = true;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Signatures signatures = new Signatures(this::read, new Signatures.Workers() {
        @Override
        public <T> CompletableFuture<T> call(Callable<T> callable) {
            CompletableFuture<T> result = new CompletableFuture<>();
            work.add(() -> {
                try {
                    result.complete(callable.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                }
            });
            return result;
        }
    });

    private byte[] read(QueuedMessage message, long offset, int length) throws MailStoreException {
        if (!isThere) {
            throw new MailStoreException(Reason.UNAVAILABLE, "away");
        }
        octetsRead += length;
        largest = Math.max(largest, length);
        byte[] octets = TEXT.getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOfRange(octets, (int) offset, (int) offset + length);
    }

    private static QueuedMessage message(long id, SigningKey... keys) {
        return new QueuedMessage(
                id,
                new ContentId(id),
                0,
                TEXT.length(),
                MailFrom.of("alice@here.test"),
                false,
                Instant.EPOCH,
                List.of(),
                List.of(keys),
                false);
    }

    private static SigningKey key(String selector) throws Exception {
        return new SigningKey(
                "here.test",
                selector,
                SigningAlgorithm.ED25519_SHA256,
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    @Test
    void aMessageIsReadOnceInPiecesForAllWhoAsk() throws Exception {
        QueuedMessage message = message(1, key("one"));

        CompletableFuture<byte[]> first = signatures.of(message).toCompletableFuture();
        CompletableFuture<byte[]> meanwhile = signatures.of(message).toCompletableFuture();
        work();
        CompletableFuture<byte[]> later = signatures.of(message).toCompletableFuture();

        assertThat(new String(first.join(), StandardCharsets.US_ASCII)).contains("\ts=one;");
        assertThat(meanwhile.join()).isEqualTo(first.join());
        assertThat(later.join()).isEqualTo(first.join());
        assertThat(octetsRead).isEqualTo(TEXT.length());
        assertThat(largest).isLessThanOrEqualTo(256 << 10);
    }

    @Test
    void anotherMessageOrAnotherKeyIsAnotherSignature() throws Exception {
        SigningKey key = key("one");
        CompletableFuture<byte[]> first = signatures.of(message(1, key)).toCompletableFuture();
        CompletableFuture<byte[]> second = signatures.of(message(2, key)).toCompletableFuture();
        CompletableFuture<byte[]> third = signatures.of(message(1, key("two"))).toCompletableFuture();
        work();

        assertThat(first.join()).isNotEmpty();
        assertThat(second.join()).isNotEmpty();
        assertThat(new String(third.join(), StandardCharsets.US_ASCII)).contains("\ts=two;");
        assertThat(octetsRead).isEqualTo(3L * TEXT.length());
    }

    @Test
    void thatAMessageCannotBeReadIsNotRemembered() throws Exception {
        QueuedMessage message = message(1, key("one"));
        isThere = false;
        CompletableFuture<byte[]> first = signatures.of(message).toCompletableFuture();
        work();
        assertThat(first.join()).isNull();

        isThere = true;
        CompletableFuture<byte[]> second = signatures.of(message).toCompletableFuture();
        work();
        assertThat(second.join()).isNotEmpty();
    }
}
