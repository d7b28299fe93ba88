package org.facteur.mailstore.history;

import org.jspecify.annotations.Nullable;

/** What became of a message for a recipient, when this server took it. */
public enum Fate {
    /** It is in a mailbox. */
    DELIVERED('D'),
    /** A script did not want it kept. */
    DISCARDED('X'),
    /** It was not taken: the client was told so. */
    REFUSED('R'),
    /** It waits for another server; what follows are {@link HistoryEvent}s. */
    QUEUED('Q'),
    /** The address leads to others, who stand for themselves. */
    LED_ON('L');

    private final char letter;

    Fate(char letter) {
        this.letter = letter;
    }

    /** As the database has it. */
    char letter() {
        return letter;
    }

    /** Null if no fate has that letter. */
    static @Nullable Fate of(char letter) {
        for (Fate fate : values()) {
            if (fate.letter == letter) {
                return fate;
            }
        }
        return null;
    }
}
