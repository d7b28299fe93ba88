package org.facteur.smtp.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.List;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.session.SmtpSessionFactory;
import org.facteur.smtp.session.SmtpSettings;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.ra.ListenerResourceAdapter;

/**
 * Receives mail for the message-driven beans that implement {@link SmtpListener}: each bean is one service (SMTP, submission or
 * LMTP) on ports of its own, configured by an {@link SmtpActivationSpec}. Passes on the mail of those that implement {@link QueueListener},
 * configured by a {@link RelayActivationSpec}.
 */
@Connector(
        displayName = "Facteur SMTP resource adapter",
        vendorName = "Facteur",
        eisType = "SMTP",
        transactionSupport = TransactionSupport.TransactionSupportLevel.NoTransaction)
public class SmtpResourceAdapter extends ListenerResourceAdapter<SmtpListener, SmtpActivationSpec> {

    private final IdentityHashMap<ActivationSpec, RelayActivation> relays = new IdentityHashMap<>();

    public SmtpResourceAdapter() {
        super("SMTP", SmtpListener.class, SmtpActivationSpec.class);
    }

    @Override
    protected List<ListenerPort> ports(SmtpActivationSpec spec, SmtpListener listener) throws InvalidPropertyException {
        SmtpService service = spec.smtpService();
        SmtpSessionFactory sessions = new SmtpSessionFactory(
                new SmtpSettings(
                        service,
                        spec.serverName(),
                        spec.spoolFolder(),
                        spec.limits(),
                        spec.policy(),
                        Clock.systemUTC(),
                        spec.reputations()),
                listener);
        return List.of(
                new ListenerPort(name(service), spec.plainPort(), Encryption.ON_REQUEST, sessions),
                new ListenerPort(name(service), spec.implicitTlsPort(), Encryption.IMPLICIT, sessions));
    }

    /** Begins to receive mail for an endpoint, or to pass on what it queues. */
    @Override
    public synchronized void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
            throws ResourceException {
        if (!(spec instanceof RelayActivationSpec relay)) {
            super.endpointActivation(factory, spec);
            return;
        }
        try {
            relay.validate();
            RelayActivation activation = new RelayActivation(relay, factory, platform());
            relays.put(spec, activation);
            activation.start();
        } catch (ResourceException e) {
            refuse(e);
            throw e;
        }
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        RelayActivation relay;
        synchronized (this) {
            relay = relays.remove(spec);
        }
        if (relay == null) {
            super.endpointDeactivation(factory, spec);
        } else {
            relay.stop();
        }
    }

    @Override
    public synchronized void stop() {
        relays.values().forEach(RelayActivation::stop);
        relays.clear();
        super.stop();
    }

    private static String name(SmtpService service) {
        return switch (service) {
            case RELAY -> "SMTP";
            case SUBMISSION -> "submission";
            case LMTP -> "LMTP";
        };
    }
}
