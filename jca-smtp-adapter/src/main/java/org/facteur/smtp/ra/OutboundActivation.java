package org.facteur.smtp.ra;

import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Clock;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.smtp.outbound.Outbound;
import org.facteur.wire.ra.EndpointProxy;
import org.facteur.wire.ra.ListenerResourceAdapter.Platform;
import org.facteur.wire.ra.WorkManagerExecutor;

/** The endpoint that takes the mail of applications. */
final class OutboundActivation {

    private final WorkManagerExecutor workers;
    private final EndpointProxy<OutboundListener> endpoints;
    private final Outbound outbound;

    OutboundActivation(OutboundActivationSpec spec, MessageEndpointFactory factory, Platform platform)
            throws InvalidPropertyException {
        try {
            this.workers = new WorkManagerExecutor(platform.workManager(), spec.workerLimit());
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
        this.endpoints = EndpointProxy.of(OutboundListener.class, factory, platform.transactions());
        this.outbound = new Outbound(spec.outboundSettings(), endpoints.listener(), workers, Clock.systemUTC());
    }

    Outbound outbound() {
        return outbound;
    }

    /** What is being done is finished; whatever comes from now on is refused. */
    void stop() {
        workers.close();
        endpoints.close();
    }
}
