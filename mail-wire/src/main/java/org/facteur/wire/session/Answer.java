package org.facteur.wire.session;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.facteur.api.MailStoreException;
import org.jspecify.annotations.Nullable;

/**
 * What a session says to one unit of input, written piece by piece: the connection asks for the next piece only when the
 * client has taken most of what was written before. So an answer of any length needs little memory, and a slow client
 * holds neither a thread nor a connection of the database.
 */
@FunctionalInterface
public interface Answer {

    /** Silence: the unit needs no answer. */
    Answer NOTHING = out -> false;

    /**
     * Writes the next piece, of some ten KiB where there is that much.
     *
     * @return whether there is more to write
     * @throws MailStoreException when the store fails in the middle of an answer that cannot be taken back: the connection
     *     is closed
     */
    boolean writeNext(WireOutput out) throws MailStoreException;

    /** A short text in US-ASCII (or octets as ISO 8859-1), with its line ends. */
    static Answer text(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return out -> {
            out.write(octets);
            return false;
        };
    }

    /** The last words before the connection is closed. */
    static Answer closing(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        return out -> {
            out.write(octets);
            out.close();
            return false;
        };
    }

    /**
     * An answer that is decided on when it is about to be written, such as after {@link ConnectionContext#answerAfter}.
     *
     * @param decision is called once, between two units; what it decides on is held back like any answer
     */
    static Answer later(Supplier<Answer> decision) {
        return new Answer() {
            private @Nullable Answer decided;

            @Override
            public boolean writeNext(WireOutput out) throws MailStoreException {
                if (decided != null) {
                    return decided.writeNext(out);
                }
                decided = decision.get();
                return true;
            }
        };
    }

    /** This answer, then the other. */
    default Answer then(Answer next) {
        Answer first = this;
        return new Answer() {
            private boolean firstDone;

            @Override
            public boolean writeNext(WireOutput out) throws MailStoreException {
                if (firstDone) {
                    return next.writeNext(out);
                }
                firstDone = !first.writeNext(out);
                return true;
            }
        };
    }
}
