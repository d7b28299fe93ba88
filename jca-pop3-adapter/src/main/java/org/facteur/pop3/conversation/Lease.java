package org.facteur.pop3.conversation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.facteur.api.MailStoreException;
import org.facteur.api.pop3.MaildropLock;
import org.facteur.api.pop3.Pop3Listener;

/** Keeps a maildrop's lock alive, which would otherwise end after {@link MaildropLock#LEASE}. */
final class Lease {

    /** A renewal may fail twice before the lock is in danger. */
    static final Duration INTERVAL = MaildropLock.LEASE.dividedBy(3);

    private final Pop3Listener listener;
    private final MaildropLock lock;
    private final InstantSource clock;
    private Instant renewed;

    Lease(Pop3Listener listener, MaildropLock lock, InstantSource clock) {
        this.listener = listener;
        this.lock = lock;
        this.clock = clock;
        this.renewed = clock.instant();
    }

    /**
     * Renews the lock if it is time.
     *
     * @throws MailStoreException {@code IN_USE} when it is lost
     */
    void keep() throws MailStoreException {
        Instant now = clock.instant();
        if (!now.isBefore(renewed.plus(INTERVAL))) {
            listener.renew(lock);
            renewed = now;
        }
    }
}
