package org.facteur.smtp.dkim;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.facteur.wire.dns.Dns;

/** Asks the name servers for the keys of signatures. Safe for use by several threads. */
public final class KeyLookup {

    private static final KeyAnswer UNANSWERED = new KeyAnswer.Unanswered();

    private final Dns dns;
    private final Duration patience;

    /** @param patience after which there is no answer */
    public KeyLookup(Dns dns, Duration patience) {
        this.dns = dns;
        this.patience = patience;
    }

    /**
     * Asks for all at once.
     *
     * @param names under which keys are published
     * @return never fails, and is done in bounded time on a thread that must not be held
     */
    public CompletableFuture<Map<String, KeyAnswer>> find(Collection<String> names) {
        Map<String, CompletableFuture<KeyAnswer>> asked = new LinkedHashMap<>();
        names.forEach(name -> asked.computeIfAbsent(name, this::find));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<String, KeyAnswer> answers = new HashMap<>();
                    asked.forEach((name, answer) -> answers.put(name, answer.join()));
                    return answers;
                });
    }

    private CompletableFuture<KeyAnswer> find(String name) {
        return dns.texts(name)
                .handle((answer, failure) -> answer == null ? UNANSWERED : new KeyAnswer.Published(answer.records()))
                .toCompletableFuture()
                .completeOnTimeout(UNANSWERED, patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
