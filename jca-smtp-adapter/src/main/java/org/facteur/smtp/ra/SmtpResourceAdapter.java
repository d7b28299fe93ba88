package org.facteur.smtp.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.resource.spi.TransactionSupport;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.List;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.outbound.Outbound;
import org.facteur.smtp.session.SmtpSessionFactory;
import org.facteur.smtp.session.SmtpSettings;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.ra.ListenerResourceAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Receives mail for the message-driven beans that implement {@link SmtpListener}: each bean is one service (SMTP, submission or
 * LMTP) on ports of its own, configured by an {@link SmtpActivationSpec}. Passes on the mail of those that implement {@link QueueListener},
 * configured by a {@link RelayActivationSpec}. Lets applications hand over mail inside their transactions ({@link
 * OutboundManagedConnectionFactory}), to the bean that implements {@link OutboundListener}.
 */
@Connector(
        displayName = "Facteur SMTP resource adapter",
        vendorName = "Facteur",
        eisType = "SMTP",
        transactionSupport = TransactionSupport.TransactionSupportLevel.XATransaction)
public class SmtpResourceAdapter extends ListenerResourceAdapter<SmtpListener, SmtpActivationSpec> {

    private final IdentityHashMap<ActivationSpec, RelayActivation> relays = new IdentityHashMap<>();

    /** One endpoint takes the mail of applications: a connection has to know where it leads. */
    private @Nullable ActivationSpec outboundSpec;

    private @Nullable OutboundActivation outbound;

    public SmtpResourceAdapter() {
        super("SMTP", SmtpListener.class, SmtpActivationSpec.class);
    }

    @Override
    protected List<ListenerPort> ports(SmtpActivationSpec spec, SmtpListener listener) throws InvalidPropertyException {
        SmtpService service = spec.smtpService();
        Clock clock = Clock.systemUTC();
        SmtpSessionFactory sessions = new SmtpSessionFactory(
                new SmtpSettings(
                        service,
                        spec.serverName(),
                        spec.spoolFolder(),
                        spec.limits(),
                        spec.policy(),
                        clock,
                        spec.reputations(),
                        spec.checks(clock)),
                listener);
        return List.of(
                new ListenerPort(name(service), spec.plainPort(), Encryption.ON_REQUEST, sessions),
                new ListenerPort(name(service), spec.implicitTlsPort(), Encryption.IMPLICIT, sessions));
    }

    /** Where the mail of applications goes. */
    synchronized Outbound outbound() throws ResourceException {
        OutboundActivation activation = outbound;
        if (activation == null) {
            throw new ResourceAllocationException("No application takes mail of others here");
        }
        return activation.outbound();
    }

    /** Begins to receive mail for an endpoint, to pass on what it queues, or to give it the mail of applications. */
    @Override
    public synchronized void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec)
            throws ResourceException {
        if (spec instanceof SmtpActivationSpec) {
            super.endpointActivation(factory, spec);
            return;
        }
        try {
            if (spec instanceof RelayActivationSpec relay) {
                activate(factory, relay);
            } else if (spec instanceof OutboundActivationSpec taker) {
                activate(factory, taker);
            } else {
                throw new NotSupportedException(
                        "The SMTP adapter knows no " + spec.getClass().getName());
            }
        } catch (ResourceException e) {
            refuse(e);
            throw e;
        }
    }

    private void activate(MessageEndpointFactory factory, RelayActivationSpec spec) throws ResourceException {
        spec.validate();
        RelayActivation activation = new RelayActivation(spec, factory, platform());
        relays.put(spec, activation);
        activation.start();
    }

    private void activate(MessageEndpointFactory factory, OutboundActivationSpec spec) throws ResourceException {
        spec.validate();
        if (outbound != null) {
            throw new NotSupportedException("An endpoint takes the mail of applications already");
        }
        outbound = new OutboundActivation(spec, factory, platform());
        outboundSpec = spec;
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        RelayActivation relay;
        synchronized (this) {
            if (outbound != null && outboundSpec == spec) {
                stopOutbound(outbound);
                return;
            }
            relay = relays.remove(spec);
        }
        if (relay == null) {
            super.endpointDeactivation(factory, spec);
        } else {
            relay.stop();
        }
    }

    private void stopOutbound(OutboundActivation activation) {
        activation.stop();
        outbound = null;
        outboundSpec = null;
    }

    @Override
    public synchronized void stop() {
        relays.values().forEach(RelayActivation::stop);
        relays.clear();
        if (outbound != null) {
            stopOutbound(outbound);
        }
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
