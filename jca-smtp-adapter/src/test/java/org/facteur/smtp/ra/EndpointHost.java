package org.facteur.smtp.ra;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.api.smtp.SmtpListener;

/** As much of an application server as a resource adapter sees: threads, and endpoints that call one listener. */
final class EndpointHost implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger endpoints = new AtomicInteger();
    private final Class<?> type;
    private final Object listener;

    EndpointHost(SmtpListener listener) {
        this(SmtpListener.class, listener);
    }

    <L> EndpointHost(Class<L> type, L listener) {
        this.type = type;
        this.listener = listener;
    }

    /** Endpoints that were created and not released. */
    int openEndpoints() {
        return endpoints.get();
    }

    BootstrapContext context() {
        WorkManager works = fake(WorkManager.class, (proxy, method, arguments) -> {
            threads.execute((Work) arguments[0]);
            return 0L;
        });
        return fake(
                BootstrapContext.class,
                (proxy, method, arguments) -> method.getName().equals("getWorkManager") ? works : null);
    }

    MessageEndpointFactory factory() {
        return fake(MessageEndpointFactory.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "createEndpoint" -> endpoint();
            case "isDeliveryTransacted" -> true;
            default -> throw new AssertionError("Nobody is expected to call " + method.getName());
        });
    }

    private Object endpoint() {
        endpoints.incrementAndGet();
        return Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MessageEndpoint.class, type},
                (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() != MessageEndpoint.class) {
                        try {
                            return method.invoke(listener, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                    if (method.getName().equals("release")) {
                        endpoints.decrementAndGet();
                    }
                    return null;
                });
    }

    private static <T> T fake(Class<T> type, InvocationHandler behaviour) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour));
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
