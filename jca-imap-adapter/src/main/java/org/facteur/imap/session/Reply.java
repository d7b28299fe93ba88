package org.facteur.imap.session;

import java.util.Iterator;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseWriter;

/**
 * The answer to a command: untagged responses, written piece by piece as the client takes them, and how it ended. Between
 * two pieces it holds no transaction and no connection of the database, and little memory.
 */
public non-sealed interface Reply extends Turn {

    /** When a piece is long enough, in octets: 64 KiB. */
    int PIECE = 64 << 10;

    /** When a piece has taken long enough, so that the client gets what is written already: half a second. */
    long PIECE_NANOS = 500_000_000L;

    /**
     * Writes untagged responses until about {@link #PIECE} octets are written or there are no more.
     *
     * @return whether there is more to write
     * @throws MailStoreException when the store fails within a response, which cannot be taken back: the connection is closed
     */
    boolean writeNext(ResponseWriter out) throws MailStoreException;

    /** How the command ended, once everything is written. */
    Completion completion();

    /** Some responses that are known already. */
    static Reply of(Completion completion, ImapResponse... untagged) {
        return of(completion, List.of(untagged).iterator());
    }

    /** Responses that are found while they are written. */
    static Reply of(Completion completion, Iterator<? extends ImapResponse> untagged) {
        return new Reply() {
            @Override
            public boolean writeNext(ResponseWriter out) {
                while (untagged.hasNext() && out.written() < PIECE) {
                    out.write(untagged.next());
                }
                return untagged.hasNext();
            }

            @Override
            public Completion completion() {
                return completion;
            }
        };
    }
}
