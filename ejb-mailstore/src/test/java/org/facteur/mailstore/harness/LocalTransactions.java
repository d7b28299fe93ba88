package org.facteur.mailstore.harness;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** What a container does around a call: an entity manager and, where asked for, a transaction for each thread. */
final class LocalTransactions {

    private static final System.Logger LOG = System.getLogger(LocalTransactions.class.getName());

    private final EntityManagerFactory factory;
    private final ThreadLocal<Scope> current = new ThreadLocal<>();

    LocalTransactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** Runs a call; within another call it joins that one. */
    <T> T call(boolean transactional, Callable<T> callable) throws Exception {
        return current.get() != null ? callable.call() : begin(transactional, callable);
    }

    /** Runs a call in a transaction of its own; a call around it is suspended meanwhile. */
    <T> T callNew(Callable<T> callable) throws Exception {
        Scope suspended = current.get();
        current.remove();
        try {
            return begin(true, callable);
        } finally {
            if (suspended != null) {
                current.set(suspended);
            }
        }
    }

    private <T> T begin(boolean transactional, Callable<T> callable) throws Exception {
        Scope scope = new Scope(factory.createEntityManager(), transactional);
        current.set(scope);
        int status = Status.STATUS_ROLLEDBACK;
        try {
            if (transactional) {
                scope.entityManager.getTransaction().begin();
            }
            T result = callable.call();
            if (transactional && !scope.rollbackOnly) {
                scope.entityManager.getTransaction().commit();
                status = Status.STATUS_COMMITTED;
            }
            return result;
        } finally {
            current.remove();
            scope.end();
            for (Synchronization synchronization : scope.synchronizations) {
                synchronization.afterCompletion(status);
            }
        }
    }

    /** Stands for the entity manager of the call at hand. */
    EntityManager entityManager() {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> {
                    Scope scope = current.get();
                    if (scope == null) {
                        throw new IllegalStateException("Nothing is being called");
                    }
                    try {
                        return method.invoke(scope.entityManager, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    TransactionSynchronizationRegistry registry() {
        return new Registry();
    }

    private static final class Scope {

        private final EntityManager entityManager;
        private final boolean transactional;
        private final Map<Object, Object> resources = new HashMap<>();
        private final List<Synchronization> synchronizations = new ArrayList<>();
        private boolean rollbackOnly;

        Scope(EntityManager entityManager, boolean transactional) {
            this.entityManager = entityManager;
            this.transactional = transactional;
        }

        void end() {
            try {
                if (entityManager.getTransaction().isActive()) {
                    entityManager.getTransaction().rollback();
                }
            } catch (RuntimeException lost) {
                // With the connection went the transaction; what the call itself threw is what counts.
                LOG.log(System.Logger.Level.DEBUG, "Rolled back by the database", lost);
            } finally {
                entityManager.close();
            }
        }
    }

    private final class Registry implements TransactionSynchronizationRegistry {

        @Override
        public Object getTransactionKey() {
            return current.get();
        }

        @Override
        public void putResource(Object key, Object value) {
            current.get().resources.put(key, value);
        }

        @Override
        public Object getResource(Object key) {
            return current.get().resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            current.get().synchronizations.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            Scope scope = current.get();
            if (scope == null || !scope.transactional) {
                return Status.STATUS_NO_TRANSACTION;
            }
            return scope.rollbackOnly ? Status.STATUS_MARKED_ROLLBACK : Status.STATUS_ACTIVE;
        }

        @Override
        public void setRollbackOnly() {
            current.get().rollbackOnly = true;
        }

        @Override
        public boolean getRollbackOnly() {
            return current.get().rollbackOnly;
        }
    }
}
