package org.facteur.smtp.ra;

import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import org.facteur.api.queue.QueueListener;
import org.facteur.smtp.relay.Relay;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.ra.EndpointProxy;
import org.facteur.wire.ra.ListenerResourceAdapter.Platform;
import org.facteur.wire.ra.WorkManagerExecutor;

/** One endpoint whose mail is passed on: its workers and its relay. It starts once and stops once. */
final class RelayActivation {

    private final WorkManagerExecutor workers;
    private final EndpointProxy<QueueListener> endpoints;
    private final Relay relay;

    RelayActivation(RelayActivationSpec spec, MessageEndpointFactory factory, Platform platform)
            throws InvalidPropertyException {
        try {
            this.workers = new WorkManagerExecutor(platform.workManager(), spec.workerLimit());
        } catch (IllegalArgumentException e) {
            throw new InvalidPropertyException(e.getMessage(), e);
        }
        this.endpoints = EndpointProxy.of(QueueListener.class, factory, platform.transactions());
        this.relay = new Relay(
                spec.relaySettings(),
                endpoints.listener(),
                new CachingDns(spec.dnsSettings()),
                platform.loops(),
                workers);
    }

    void start() {
        relay.start();
    }

    /** Returns when what was being sent has come to an end, in bounded time. */
    void stop() {
        relay.close();
        workers.close();
        endpoints.close();
    }
}
