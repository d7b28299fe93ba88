package org.facteur.micro;

import java.util.logging.LogManager;

/**
 * A log manager that still writes while the process ends. The JDK's own closes all handlers in a shutdown hook, while the
 * server's hook is still stopping the listeners: their last events would be lost.
 */
public final class StayingLogManager extends LogManager {
    private static volatile boolean ending;

    /** Called by {@code java.util.logging}. */
    public StayingLogManager() {}

    /** From now on handlers stay open; each record is written at once, so that none is lost with the process. */
    static void stay() {
        ending = true;
    }

    @Override
    public void reset() {
        if (!ending) {
            super.reset();
        }
    }
}
