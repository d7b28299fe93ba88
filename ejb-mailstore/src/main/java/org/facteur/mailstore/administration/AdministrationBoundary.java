package org.facteur.mailstore.administration;

import org.facteur.mailstore.persistence.StoreBoundary;

/** Stands before the services of administrators as {@link StoreBoundary} before those of the adapters. */
public class AdministrationBoundary extends StoreBoundary {

    @Override
    protected Exception unavailable(RuntimeException cause) {
        return new StoreUnavailableException(cause);
    }
}
