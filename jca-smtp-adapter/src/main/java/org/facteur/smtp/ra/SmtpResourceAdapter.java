package org.facteur.smtp.ra;

import jakarta.resource.spi.Connector;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.TransactionSupport;
import java.time.Clock;
import java.util.List;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.session.SmtpSessionFactory;
import org.facteur.smtp.session.SmtpSettings;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.ra.ListenerResourceAdapter;

/**
 * Receives mail for the message-driven beans that implement {@link SmtpListener}: each bean is one service (SMTP, submission or
 * LMTP) on ports of its own, configured by an {@link SmtpActivationSpec}.
 */
@Connector(
        displayName = "Facteur SMTP resource adapter",
        vendorName = "Facteur",
        eisType = "SMTP",
        transactionSupport = TransactionSupport.TransactionSupportLevel.NoTransaction)
public class SmtpResourceAdapter extends ListenerResourceAdapter<SmtpListener, SmtpActivationSpec> {

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
                        Clock.systemUTC()),
                listener);
        return List.of(
                new ListenerPort(name(service), spec.plainPort(), Encryption.ON_REQUEST, sessions),
                new ListenerPort(name(service), spec.implicitTlsPort(), Encryption.IMPLICIT, sessions));
    }

    private static String name(SmtpService service) {
        return switch (service) {
            case RELAY -> "SMTP";
            case SUBMISSION -> "submission";
            case LMTP -> "LMTP";
        };
    }
}
