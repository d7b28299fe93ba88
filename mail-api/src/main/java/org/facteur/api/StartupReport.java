package org.facteur.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What the parts of a starting server tell the person who starts it.
 *
 * <p>The executable jar's launcher watches it: a failure becomes the one sentence with which the process ends, an
 * announcement a line of the banner. In an application server nobody watches; there a part that cannot start throws, which
 * fails the deployment, and finds its own place for an announcement. Safe for use by several threads.
 */
public final class StartupReport {
    private static final List<String> FAILURES = new ArrayList<>();
    private static final List<String> ANNOUNCEMENTS = new ArrayList<>();
    private static boolean watched;

    private StartupReport() {}

    /**
     * Says why the server cannot start. Whoever calls it then throws, so that a server without a launcher notices, too.
     *
     * @param sentence for the administrator: what is wrong, and where to put it right; no stack trace, no secret
     */
    public static synchronized void failed(String sentence) {
        if (!FAILURES.contains(sentence)) {
            FAILURES.add(sentence);
        }
    }

    /**
     * Shows a line to the person who starts the server, and to nobody else: it goes to the terminal, never to a log.
     *
     * @return whether somebody is there to read it
     */
    public static synchronized boolean announce(String line) {
        if (watched) {
            ANNOUNCEMENTS.add(line);
        }
        return watched;
    }

    /** From now on somebody shows the announcements. */
    public static synchronized void watch() {
        watched = true;
    }

    /** Why the server cannot start, in the order of {@link #failed}; empty while all is well. */
    public static synchronized List<String> failures() {
        return List.copyOf(FAILURES);
    }

    /** The announcements so far, which are then forgotten: they may hold a password. */
    public static synchronized List<String> takeAnnouncements() {
        List<String> taken = List.copyOf(ANNOUNCEMENTS);
        ANNOUNCEMENTS.clear();
        return taken;
    }
}
