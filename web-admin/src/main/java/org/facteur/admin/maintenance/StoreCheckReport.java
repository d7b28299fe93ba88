package org.facteur.admin.maintenance;

import java.time.Instant;
import java.util.List;

/**
 * How a check of the store goes, or has ended.
 *
 * @param progress what it looks at, in a few English words; empty at its beginning
 * @param found how much is not as it should be, {@code mended} of it mended meanwhile
 * @param sentences what that is, in English; the first {@link StoreCheckRun#MOST_SENTENCES} of them
 */
public record StoreCheckReport(
        State state, Instant began, String progress, long found, long mended, List<String> sentences) {

    /** Whether it goes on. */
    public enum State {
        RUNNING,
        DONE,
        /** The database did not answer, and the log says more; what was found before is there. */
        FAILED
    }

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** Whether all has been looked at, and all is as it should be. */
    public boolean isWhole() {
        return state == State.DONE && found == 0;
    }
}
