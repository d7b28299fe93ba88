package org.facteur.mailstore.maintenance;

import java.io.IOException;
import java.io.Serial;

/** Why maintenance cannot do what it was asked for, in one sentence for the administrator. */
public final class MaintenanceException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public MaintenanceException(String sentence) {
        super(sentence);
    }

    public MaintenanceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
