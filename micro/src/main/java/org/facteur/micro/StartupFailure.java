package org.facteur.micro;

import java.io.Serial;

/** Why the server does not start, in one sentence for the administrator: what is wrong, and where to put it right. */
final class StartupFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    StartupFailure(String sentence) {
        super(sentence);
    }

    StartupFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
