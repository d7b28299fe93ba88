package org.facteur.mailstore.persistence;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.interceptor.Interceptors;
import org.facteur.api.MailStoreException;

/**
 * Runs a piece of work in a transaction of its own, which is committed when it returns. Who carries out a long change calls it
 * once for each step, and holds no transaction itself.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
@Interceptors(StoreBoundary.class)
public class OwnTransaction {

    /** What one transaction does. */
    @FunctionalInterface
    public interface Work<T> {

        T run() throws MailStoreException;
    }

    public <T> T call(Work<T> work) throws MailStoreException {
        return work.run();
    }
}
