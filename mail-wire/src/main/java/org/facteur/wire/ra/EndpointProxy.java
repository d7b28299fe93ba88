package org.facteur.wire.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.OutageLog;
import org.jspecify.annotations.Nullable;

/**
 * A listener whose every call goes to a message endpoint of the application: the one place that pairs
 * {@code beforeDelivery}, the call and {@code afterDelivery} (Jakarta Connectors 2.1 chapter 13). When it is closed, all of its endpoints
 * are released.
 *
 * <p>A {@link MailStoreException} of the application passes through. Everything else that goes wrong, a commit that fails
 * among it, is a {@code MailStoreException} with {@link Reason#UNAVAILABLE}, and its cause one line of the log, or one of those
 * that a line counts: what returns normally has been committed.
 */
public final class EndpointProxy<L> implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EndpointProxy.class.getName());

    /** How long a call waits for an application that is still starting. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Class<L> listenerType;
    private final L listener;
    private final MessageEndpointFactory factory;
    private final FreeEndpoints free = new FreeEndpoints();
    private final @Nullable TransactionSynchronizationRegistry transactions;
    private final OutageLog outage = new OutageLog(LOG);
    private final Map<Method, Boolean> transacted = new ConcurrentHashMap<>();

    private EndpointProxy(
            Class<L> listenerType,
            MessageEndpointFactory factory,
            @Nullable TransactionSynchronizationRegistry transactions) {
        this.listenerType = listenerType;
        this.factory = factory;
        this.transactions = transactions;
        this.listener = listenerType.cast(
                Proxy.newProxyInstance(listenerType.getClassLoader(), new Class<?>[] {listenerType}, this::invoke));
    }

    /**
     * @param listenerType an interface that declares every method itself, those it inherits and default ones included,
     *     because servers know the transactions of these methods only; each can throw {@link MailStoreException}
     * @param transactions tells how a transaction ended; null where the server has none
     */
    public static <L> EndpointProxy<L> of(
            Class<L> listenerType,
            MessageEndpointFactory factory,
            @Nullable TransactionSynchronizationRegistry transactions) {
        for (Method method : listenerType.getMethods()) {
            if (!Arrays.asList(method.getExceptionTypes()).contains(MailStoreException.class)) {
                throw new IllegalArgumentException(method + " does not throw MailStoreException");
            }
            if (method.getDeclaringClass() != listenerType) {
                throw new IllegalArgumentException(method + " is not declared by " + listenerType.getSimpleName());
            }
        }
        return new EndpointProxy<>(listenerType, factory, transactions);
    }

    /** Can be called by many threads at once. */
    public L listener() {
        return listener;
    }

    /** Whoever calls from now on has an endpoint of the call's own. */
    @Override
    public void close() {
        free.close();
    }

    private @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws MailStoreException {
        if (method.getDeclaringClass() == Object.class) {
            return invokeOnProxy(proxy, method, arguments);
        }
        MessageEndpoint endpoint = free.take();
        if (endpoint == null) {
            endpoint = create(method);
        }
        boolean isSound = false;
        try {
            Object result =
                    isTransacted(method) ? deliver(endpoint, method, arguments) : call(endpoint, method, arguments);
            isSound = true;
            return result;
        } finally {
            if (isSound) {
                free.add(endpoint);
            } else {
                FreeEndpoints.release(endpoint);
            }
        }
    }

    private MessageEndpoint create(Method method) throws MailStoreException {
        try {
            return factory.createEndpoint(null, PATIENCE.toMillis());
        } catch (UnavailableException e) {
            LOG.log(
                    Level.DEBUG,
                    () -> method.getName() + ": the application is starting or stopping: " + e.getMessage());
            throw unavailable(e);
        } catch (RuntimeException e) {
            throw failed(method, "no endpoint", e);
        }
    }

    private boolean isTransacted(Method method) {
        return transacted.computeIfAbsent(method, each -> {
            try {
                return factory.isDeliveryTransacted(each);
            } catch (NoSuchMethodException | RuntimeException e) {
                LOG.log(Level.WARNING, () -> name(method) + " has no known transaction: " + Causes.inOneLine(e));
                return true;
            }
        });
    }

    private @Nullable Object deliver(MessageEndpoint endpoint, Method method, @Nullable Object @Nullable [] arguments)
            throws MailStoreException {
        try {
            endpoint.beforeDelivery(method);
        } catch (Exception e) {
            throw failed(method, "no transaction", e);
        }
        Outcome outcome = new Outcome();
        boolean watched = watch(outcome, method);
        Object result;
        try {
            result = call(endpoint, method, arguments);
        } catch (MailStoreException e) {
            endRolledBack(endpoint, method);
            throw e;
        }
        try {
            endpoint.afterDelivery();
        } catch (Exception e) {
            throw failed(method, "not committed", e);
        }
        if (watched && !outcome.committed) {
            throw failed(method, "not committed", new IllegalStateException("The server rolled the transaction back"));
        }
        return result;
    }

    /** Payara logs a commit that fails and returns from {@code afterDelivery} as if nothing had happened. */
    private static final class Outcome implements Synchronization {
        private boolean committed;

        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            committed = status == Status.STATUS_COMMITTED;
        }
    }

    /** Asks to be told how the transaction of this delivery ends; false if there is nothing to be told. */
    private boolean watch(Outcome outcome, Method method) {
        if (transactions == null || transactions.getTransactionStatus() == Status.STATUS_NO_TRANSACTION) {
            return false;
        }
        try {
            transactions.registerInterposedSynchronization(outcome);
        } catch (IllegalStateException e) {
            // It can only be rolled back, as is seen at its end: nothing was told.
            LOG.log(Level.DEBUG, () -> method.getName() + ": " + e);
        }
        return true;
    }

    /** Ends a delivery that has failed already: how is known, so that another failure now says nothing new. */
    private static void endRolledBack(MessageEndpoint endpoint, Method method) {
        try {
            endpoint.afterDelivery();
        } catch (Exception e) {
            LOG.log(Level.DEBUG, () -> method.getName() + ": after a failure: " + e);
        }
    }

    private @Nullable Object call(MessageEndpoint endpoint, Method method, @Nullable Object @Nullable [] arguments)
            throws MailStoreException {
        try {
            return method.invoke(endpoint, arguments);
        } catch (InvocationTargetException e) {
            Throwable thrown = thrownByApplication(e);
            if (thrown instanceof MailStoreException expected) {
                throw expected;
            }
            throw failed(method, "failed", thrown);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            throw failed(method, "is not implemented", e);
        }
    }

    private static Throwable thrownByApplication(InvocationTargetException e) {
        Throwable thrown = e;
        while ((thrown instanceof InvocationTargetException || thrown instanceof UndeclaredThrowableException)
                && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown;
    }

    private MailStoreException failed(Method method, String what, Throwable cause) {
        outage.warn(name(method) + " " + what + ": " + Causes.inOneLine(cause));
        LOG.log(Level.DEBUG, "A call that failed", cause);
        return unavailable(cause);
    }

    private String name(Method method) {
        return listenerType.getSimpleName() + "." + method.getName();
    }

    private static MailStoreException unavailable(Throwable cause) {
        return new MailStoreException(Reason.UNAVAILABLE, "The store cannot answer now", cause);
    }

    private @Nullable Object invokeOnProxy(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> listenerType.getSimpleName() + " through " + factory;
        };
    }
}
