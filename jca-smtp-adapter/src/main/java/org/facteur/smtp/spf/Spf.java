package org.facteur.smtp.spf;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.facteur.wire.dns.Dns;

/** Asks domains for their word on clients. Safe for use by several threads. */
public final class Spf {

    private final Dns dns;
    private final Duration patience;

    /** @param patience after which there is no answer */
    public Spf(Dns dns, Duration patience) {
        this.dns = dns;
        this.patience = patience;
    }

    /** @return never fails, and is done in bounded time on a thread that must not be held */
    public CompletableFuture<SpfResult> ask(SpfQuestion question) {
        return new Evaluation(dns, question)
                .run()
                .completeOnTimeout(
                        new SpfResult(SpfResult.Verdict.TEMPERROR, "no answer in time"),
                        patience.toNanos(),
                        TimeUnit.NANOSECONDS);
    }
}
