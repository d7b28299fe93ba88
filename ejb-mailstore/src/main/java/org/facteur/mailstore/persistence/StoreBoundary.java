package org.facteur.mailstore.persistence;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.OutageLog;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every service that the adapters reach, so that only {@link MailStoreException} gets out, and nothing is left
 * behind when it does.
 *
 * <p>What has been changed is written before the service returns: a database that is gone is found while it can still be said
 * in one line. The failures of the API roll back here, since that module knows nothing of Jakarta, and a descriptor that could
 * say it is read in one of the two packagings only.
 */
public class StoreBoundary {

    /** Of all services: what one finds, every other does. */
    private static final OutageLog OUTAGE = new OutageLog(System.getLogger(StoreBoundary.class.getName()));

    @PersistenceContext
    private EntityManager entityManager;

    @Inject
    private ServerLease lease;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transaction;

    @AroundInvoke
    public Object guard(InvocationContext invocation) throws Exception {
        requireLease();
        try {
            Object result = invocation.proceed();
            if (transaction.getTransactionStatus() == Status.STATUS_ACTIVE) {
                entityManager.flush();
                requireLease();
            }
            return result;
        } catch (MailStoreException e) {
            rollBack();
            throw e;
        } catch (RuntimeException e) {
            if (!isOfTheDatabase(e)) {
                throw e;
            }
            rollBack();
            OUTAGE.warn("The database does not answer: " + rootCause(e));
            throw unavailable(e);
        }
    }

    /**
     * Nothing is begun, and nothing is committed, in a schema that may be another's: who changes the schema waits for the
     * transactions that have changed rows by then.
     */
    private void requireLease() throws Exception {
        if (!lease.isHeld()) {
            rollBack();
            throw unavailable(new IllegalStateException("The lease of the database has run out"));
        }
    }

    /** How the callers of these services are told that the database does not answer. */
    protected Exception unavailable(RuntimeException cause) {
        return new MailStoreException(Reason.UNAVAILABLE, "The store cannot answer now", cause);
    }

    private void rollBack() {
        if (transaction.getTransactionStatus() == Status.STATUS_ACTIVE) {
            transaction.setRollbackOnly();
        }
    }

    /**
     * The provider has an exception of its own for some failures of the database; a container has one for a transaction of ours
     * that it could not commit.
     */
    private static boolean isOfTheDatabase(RuntimeException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PersistenceException
                    || cause instanceof SQLException
                    || cause instanceof RollbackException) {
                return true;
            }
        }
        return false;
    }

    /** The first line of the innermost cause that says anything. */
    private static String rootCause(Throwable failure) {
        String said = failure.getClass().getSimpleName();
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                said = message.lines().findFirst().orElse(said);
            }
        }
        return said;
    }
}
