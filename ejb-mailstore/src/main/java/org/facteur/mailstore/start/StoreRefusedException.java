package org.facteur.mailstore.start;

import java.io.Serial;

/** Why this server must not open a database that answers, in one sentence for the administrator. */
public final class StoreRefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StoreRefusedException(String sentence) {
        super(sentence);
    }
}
