package org.facteur.wire.ra;

import org.jspecify.annotations.Nullable;

/** Failures as one line of a log. */
final class Causes {

    private static final int MAX_DEPTH = 8;

    private Causes() {}

    /** What failed and the innermost cause of it, which is mostly the one that helps. */
    static String inOneLine(Throwable failure) {
        Throwable root = failure;
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            root = cause;
            cause = cause.getCause();
        }
        String outer = line(failure);
        return root == failure ? outer : outer + ", caused by " + line(root);
    }

    private static String line(Throwable failure) {
        @Nullable String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.lines().findFirst().orElse("").strip();
    }
}
