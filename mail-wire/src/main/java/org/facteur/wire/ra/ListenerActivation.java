package org.facteur.wire.ra;

import io.netty.channel.EventLoopGroup;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.work.WorkManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.facteur.wire.listener.ListenerException;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.listener.ListenerSettings;
import org.facteur.wire.listener.ProtocolListener;
import org.facteur.wire.tls.TlsIdentity;
import org.facteur.wire.tls.TlsIdentityException;
import org.jspecify.annotations.Nullable;

/** One activated endpoint: its configuration, its workers and its listener. It starts once and stops once. */
final class ListenerActivation {

    /** How long sessions that work may take to come to an end. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    private final ListenerSettings settings;
    private final List<ListenerPort> ports;
    private final TlsIdentity tls;
    private final WorkManagerExecutor workers;
    private final EndpointProxy<?> endpoints;
    private @Nullable ProtocolListener listener;

    /**
     * @param endpoints what the sessions of the ports call
     * @throws ResourceException with a sentence for the administrator, whatever is wrong with the configuration
     */
    ListenerActivation(
            ListenerActivationSpec spec, List<ListenerPort> ports, EndpointProxy<?> endpoints, WorkManager workManager)
            throws ResourceException {
        this.endpoints = endpoints;
        this.settings = new ListenerSettings(
                spec.bindAddresses(),
                spec.allowsPlaintextAuth(),
                spec.offeredMechanisms(),
                spec.issuerOfTokens(),
                spec.connectionLimit(),
                spec.compressionLimit(),
                spec.trustedProxies(),
                spec.limitsOfAbuse());
        this.ports = ports.stream().filter(port -> port.number() != 0).toList();
        makeSpoolFolder(spec.spoolFolder());
        this.tls = tlsIdentity(spec);
        // An endpoint whose ports are all off takes no share of the workers.
        this.workers = reserveWorkers(workManager, this.ports.isEmpty() ? 0 : spec.workerLimit());
    }

    private static void makeSpoolFolder(Path folder) throws ResourceException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidPropertyException("The folder " + folder + " cannot be made", e);
        }
        if (!Files.isWritable(folder)) {
            throw new InvalidPropertyException("The folder " + folder + " cannot be written");
        }
    }

    private static TlsIdentity tlsIdentity(ListenerActivationSpec spec) throws ResourceException {
        try {
            return spec.hasTlsFiles()
                    ? TlsIdentity.fromFiles(spec.tlsCertificateFile(), spec.tlsKeyFile(), spec.tlsOptions())
                    : TlsIdentity.selfSigned(spec.dataFolder().resolve("tls"), spec.serverName(), spec.tlsOptions());
        } catch (TlsIdentityException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
    }

    private static WorkManagerExecutor reserveWorkers(WorkManager workManager, int limit)
            throws InvalidPropertyException {
        try {
            return new WorkManagerExecutor(workManager, limit);
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
    }

    /** Opens every port, or none. */
    void start(EventLoopGroup loops) throws ResourceException {
        try {
            listener = ProtocolListener.start(settings, ports, tls, loops, workers);
        } catch (ListenerException e) {
            workers.close();
            throw new ResourceAdapterInternalException(e.getMessage(), e);
        }
    }

    /** Returns when the ports are free and the sessions have ended, after some {@link #STOP_PATIENCE} at the latest. */
    void stop() {
        ProtocolListener started = listener;
        if (started != null) {
            listener = null;
            started.stop(STOP_PATIENCE);
            workers.close();
            endpoints.close();
        }
    }
}
