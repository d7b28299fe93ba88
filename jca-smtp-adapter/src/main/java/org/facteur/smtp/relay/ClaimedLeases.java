package org.facteur.smtp.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Lease;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.Report;

/** What has been claimed and not been reported yet; it is renewed after a third of its time. */
final class ClaimedLeases {

    /** Leases that are renewed in one call. */
    private static final int BATCH = 1_000;

    private record Held(long duration, long renewAt) {

        Held renewed(long now) {
            return new Held(duration, now + duration / 3);
        }
    }

    private final ConcurrentHashMap<Lease, Held> held = new ConcurrentHashMap<>();

    void add(Claim claim) {
        long now = System.nanoTime();
        Held each = new Held(claim.duration().toNanos(), 0).renewed(now);
        claim.messages()
                .forEach(message -> message.recipients()
                        .forEach(recipient -> held.put(new Lease(recipient.id(), claim.token()), each)));
    }

    void remove(Report report) {
        for (Outcome outcome : report.outcomes()) {
            held.remove(new Lease(outcome.recipient(), report.token()));
        }
    }

    /** Those that are to be renewed now; they count as renewed, so that a call that fails is repeated in time. */
    List<Lease> toRenew() {
        long now = System.nanoTime();
        List<Lease> renewed = new ArrayList<>();
        held.forEach((lease, state) -> {
            if (renewed.size() < BATCH
                    && now - state.renewAt() >= 0
                    && held.replace(lease, state, state.renewed(now))) {
                renewed.add(lease);
            }
        });
        return renewed;
    }
}
