package org.facteur.mailstore.history;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.persistence.OwnTransaction;

/**
 * Numbers rows of the history in the order of time, without asking the database: 34 bits of seconds since 1970, 10 of the server, 19
 * that count. So the primary key is also the index by time, and new rows always come last.
 *
 * <p>A server gets another number with each start, and 1,023 others have to start before it is given again. Its first second comes behind
 * the last that is written. A clock that goes back changes nothing until it has caught up.
 */
@ApplicationScoped
public class HistoryIds {

    private static final int SERVER_BITS = 10;
    private static final int COUNT_BITS = 19;
    private static final int SERVERS = 1 << SERVER_BITS;
    private static final long COUNTS = 1L << COUNT_BITS;
    private static final long UNNUMBERED = -1;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private HistoryRepository repository;

    private long server = UNNUMBERED;
    private long second;
    private long count;

    /** Gets a number for this server, if it has none yet. */
    public synchronized void ready() throws MailStoreException {
        if (server == UNNUMBERED) {
            server = transaction.call(() -> repository.nextServer(SERVERS));
            // A store that was brought back from a backup gives numbers of servers anew.
            second = time(repository.last()).getEpochSecond();
            count = COUNTS - 1;
        }
    }

    /** An id that no row has, greater than all before. */
    synchronized long next(Instant now) throws MailStoreException {
        ready();
        if (now.getEpochSecond() > second) {
            second = now.getEpochSecond();
            count = 0;
        } else if (++count == COUNTS) {
            second++;
            count = 0;
        }
        return first(second) | server << COUNT_BITS | count;
    }

    /** The least id of that second and all later ones. */
    static long first(Instant moment) {
        return first(Math.max(0, moment.getEpochSecond()));
    }

    private static long first(long second) {
        return second << (SERVER_BITS + COUNT_BITS);
    }

    /** When a row was numbered, to the second. */
    static Instant time(long id) {
        return Instant.ofEpochSecond(id >> (SERVER_BITS + COUNT_BITS));
    }
}
