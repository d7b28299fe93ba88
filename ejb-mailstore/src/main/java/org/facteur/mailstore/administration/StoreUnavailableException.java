package org.facteur.mailstore.administration;

import jakarta.ejb.ApplicationException;

/** The database does not answer: what was asked for has not been done, and may be asked for again later. */
@ApplicationException(rollback = true)
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(Throwable cause) {
        super("The store cannot answer now", cause);
    }
}
