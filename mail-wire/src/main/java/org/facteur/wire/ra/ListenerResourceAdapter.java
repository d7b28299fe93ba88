package org.facteur.wire.ra;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAResource;
import org.facteur.api.StartupReport;
import org.facteur.wire.listener.ListenerPort;
import org.jspecify.annotations.Nullable;

/**
 * A resource adapter that listens on ports and calls the message endpoints that are activated on it; one of a protocol
 * adds a {@code @Connector} annotation, its types, and its {@link #ports}.
 *
 * @param <L> the listener interface of its endpoints
 * @param <S> the configuration of an activation
 */
public abstract class ListenerResourceAdapter<L, S extends ListenerActivationSpec> implements ResourceAdapter {

    private static final System.Logger LOG = System.getLogger(ListenerResourceAdapter.class.getName());
    private static final int MAX_EVENT_LOOPS = 8;

    private final String protocol;
    private final Class<L> listenerType;
    private final Class<S> specType;
    private final IdentityHashMap<ActivationSpec, ListenerActivation> activations = new IdentityHashMap<>();
    private @Nullable EventLoopGroup loops;
    private @Nullable WorkManager workManager;
    private @Nullable TransactionSynchronizationRegistry transactions;

    /** @param protocol its name for sentences and threads, such as {@code SMTP} */
    protected ListenerResourceAdapter(String protocol, Class<L> listenerType, Class<S> specType) {
        this.protocol = protocol;
        this.listenerType = listenerType;
        this.specType = specType;
    }

    /**
     * The ports of one activation; those of number 0 stay closed.
     *
     * @param spec has been validated
     * @param listener calls the endpoints of the activation; its methods are called on workers only
     */
    protected abstract List<ListenerPort> ports(S spec, L listener) throws InvalidPropertyException;

    /**
     * What the server has given to this adapter, for activations that do not listen on ports.
     *
     * @param transactions null where the server has none
     */
    public record Platform(
            EventLoopGroup loops,
            WorkManager workManager,
            @Nullable TransactionSynchronizationRegistry transactions) {}

    /** @throws ResourceAdapterInternalException unless the adapter is started */
    protected final synchronized Platform platform() throws ResourceAdapterInternalException {
        EventLoopGroup group = loops;
        WorkManager works = workManager;
        if (group == null || works == null) {
            throw new ResourceAdapterInternalException("The resource adapter is not started");
        }
        return new Platform(group, works, transactions);
    }

    /** Says why an activation is impossible, in the log and to who starts the server. */
    protected final void refuse(ResourceException failure) {
        String sentence = protocol + ": " + failure.getMessage();
        LOG.log(Level.ERROR, sentence);
        StartupReport.failed(sentence);
    }

    @Override
    public synchronized void start(BootstrapContext context) {
        workManager = context.getWorkManager();
        transactions = context.getTransactionSynchronizationRegistry();
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), MAX_EVENT_LOOPS);
        loops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("facteur-" + protocol, true), NioIoHandler.newFactory());
    }

    @Override
    public synchronized void stop() {
        List.copyOf(activations.values()).forEach(ListenerActivation::stop);
        activations.clear();
        EventLoopGroup group = loops;
        if (group != null) {
            loops = null;
            group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
        }
    }

    /** Opens the ports of one endpoint, all of them or none. */
    @Override
    public synchronized void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
            throws ResourceException {
        Platform platform = platform();
        if (!specType.isInstance(spec)) {
            throw new NotSupportedException(protocol + " wants a " + specType.getName() + ", not a "
                    + spec.getClass().getName());
        }
        try {
            S own = specType.cast(spec);
            own.validate();
            EndpointProxy<L> endpoints = EndpointProxy.of(listenerType, factory, platform.transactions());
            ListenerActivation activation =
                    new ListenerActivation(own, ports(own, endpoints.listener()), endpoints, platform.workManager());
            activation.start(platform.loops());
            activations.put(spec, activation);
        } catch (ResourceException e) {
            refuse(e);
            throw e;
        }
    }

    /** Closes the ports of one endpoint; they are free when this returns, in bounded time. */
    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        ListenerActivation activation;
        synchronized (this) {
            activation = activations.remove(spec);
        }
        if (activation != null) {
            activation.stop();
        }
    }

    /** Nothing to recover: no message of a client is in a transaction before it is here as a whole. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }
}
