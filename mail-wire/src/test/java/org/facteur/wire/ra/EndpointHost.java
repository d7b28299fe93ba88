package org.facteur.wire.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** As much of an application server as a resource adapter sees: threads, transactions, and endpoints that call one bean. */
public final class EndpointHost<L> implements AutoCloseable {

    /** What goes wrong in the server. */
    public enum Fault {
        NONE,
        UNAVAILABLE,
        BEFORE_DELIVERY,
        AFTER_DELIVERY,
        /** The commit fails, and {@code afterDelivery} says nothing about it. */
        SILENT_ROLLBACK,
        RELEASE,
        NO_WORK
    }

    public final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    public volatile Fault fault = Fault.NONE;
    public volatile boolean transacted = true;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger open = new AtomicInteger();
    private final ThreadLocal<List<Synchronization>> transaction = new ThreadLocal<>();
    private final Class<L> listenerType;
    private final L bean;

    public EndpointHost(Class<L> listenerType, L bean) {
        this.listenerType = listenerType;
        this.bean = bean;
    }

    /** Endpoints that were created and not released. */
    public int openEndpoints() {
        return open.get();
    }

    public BootstrapContext context() {
        return fake(BootstrapContext.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getWorkManager" -> workManager();
            case "getTransactionSynchronizationRegistry" -> transactions();
            default -> null;
        });
    }

    public WorkManager workManager() {
        return fake(WorkManager.class, (proxy, method, arguments) -> {
            if (fault == Fault.NO_WORK) {
                throw new WorkRejectedException("no thread");
            }
            threads.execute((Work) arguments[0]);
            return null;
        });
    }

    public TransactionSynchronizationRegistry transactions() {
        return fake(TransactionSynchronizationRegistry.class, (proxy, method, arguments) -> {
            List<Synchronization> current = transaction.get();
            return switch (method.getName()) {
                case "getTransactionStatus" -> current == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
                case "registerInterposedSynchronization" -> {
                    current.add((Synchronization) arguments[0]);
                    yield null;
                }
                default -> throw new AssertionError("Nobody is expected to call " + method.getName());
            };
        });
    }

    public MessageEndpointFactory factory() {
        return fake(MessageEndpointFactory.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "createEndpoint" -> endpoint();
            case "isDeliveryTransacted" -> transacted;
            case "toString" -> "a factory";
            default -> throw new AssertionError("Nobody is expected to call " + method.getName());
        });
    }

    private Object endpoint() throws UnavailableException {
        if (fault == Fault.UNAVAILABLE) {
            throw new UnavailableException("starting");
        }
        calls.add("createEndpoint");
        open.incrementAndGet();
        return Proxy.newProxyInstance(
                listenerType.getClassLoader(),
                new Class<?>[] {MessageEndpoint.class, listenerType},
                (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.getDeclaringClass() == MessageEndpoint.class
                            ? deliver(method)
                            : callBean(method, arguments);
                });
    }

    private @Nullable Object deliver(Method method) throws ResourceException {
        switch (method.getName()) {
            case "beforeDelivery" -> {
                fail(Fault.BEFORE_DELIVERY);
                transaction.set(new ArrayList<>());
            }
            case "afterDelivery" -> end();
            default -> {
                open.decrementAndGet();
                if (fault == Fault.RELEASE) {
                    throw new IllegalStateException("cannot release");
                }
            }
        }
        return null;
    }

    private void end() throws ResourceException {
        List<Synchronization> ended = transaction.get();
        transaction.remove();
        boolean committed = fault != Fault.AFTER_DELIVERY && fault != Fault.SILENT_ROLLBACK;
        ended.forEach(each -> each.afterCompletion(committed ? Status.STATUS_COMMITTED : Status.STATUS_ROLLEDBACK));
        fail(Fault.AFTER_DELIVERY);
    }

    private void fail(Fault which) throws ResourceException {
        if (fault == which) {
            throw new ResourceException(which.toString());
        }
    }

    private @Nullable Object callBean(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
