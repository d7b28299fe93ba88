package org.facteur.smtp.sts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The body of an answer as text, one octet a character; beyond so many octets it fails, and nothing more is read. */
final class BoundedText implements BodySubscriber<String> {

    private final int most;
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private @Nullable Subscription subscription;

    BoundedText(int most) {
        this.most = most;
    }

    /** Of an answer whose body nobody wants. */
    BoundedText(IOException why) {
        this(0);
        text.completeExceptionally(why);
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Subscription begun) {
        subscription = begun;
        if (text.isDone()) {
            begun.cancel();
        } else {
            begun.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            if (piece.remaining() > most - octets.size()) {
                text.completeExceptionally(new IOException("The answer has more than " + most + " octets"));
                if (subscription != null) {
                    subscription.cancel();
                }
                return;
            }
            byte[] read = new byte[piece.remaining()];
            piece.get(read);
            octets.writeBytes(read);
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(octets.toString(StandardCharsets.ISO_8859_1));
    }
}
