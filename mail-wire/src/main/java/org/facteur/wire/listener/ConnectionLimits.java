package org.facteur.wire.listener;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.wire.abuse.AbuseGuard;
import org.facteur.wire.abuse.Admission;

/** Admits connections as long as there is room for them, and for their clients; safe for use by several threads. */
final class ConnectionLimits {

    private final int total;
    private final AbuseGuard guard;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimits(int total, AbuseGuard guard) {
        this.total = total;
        this.guard = guard;
    }

    /** Takes a place, if there is one; the caller gives it back. */
    Admission enter(InetAddress client) {
        if (open.incrementAndGet() > total) {
            open.decrementAndGet();
            return Admission.TOO_MANY;
        }
        Admission admission = guard.admit(client);
        if (admission != Admission.ADMITTED) {
            open.decrementAndGet();
        }
        return admission;
    }

    void leave(InetAddress client) {
        open.decrementAndGet();
        guard.left(client);
    }
}
