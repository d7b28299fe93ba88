package org.facteur.pop3.ra;

import jakarta.resource.spi.Connector;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import java.time.InstantSource;
import java.util.List;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.pop3.pop2.Pop2SessionFactory;
import org.facteur.pop3.session.Pop3SessionFactory;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.ra.ListenerResourceAdapter;
import org.facteur.wire.session.SessionFactory;

/** Hosts POP3 in an application server: a message-driven bean that is a {@link Pop3Listener} keeps the maildrops. */
@Connector(
        displayName = "Facteur POP3 resource adapter",
        vendorName = "Facteur",
        eisType = "POP3",
        version = "0.2.0",
        transactionSupport = TransactionSupportLevel.NoTransaction)
public class Pop3ResourceAdapter extends ListenerResourceAdapter<Pop3Listener, Pop3ActivationSpec> {

    public Pop3ResourceAdapter() {
        super("POP3", Pop3Listener.class, Pop3ActivationSpec.class);
    }

    @Override
    protected List<ListenerPort> ports(Pop3ActivationSpec spec, Pop3Listener listener) throws InvalidPropertyException {
        SessionFactory sessions = new Pop3SessionFactory(spec.settings(), listener, InstantSource.system());
        SessionFactory ofPop2 = new Pop2SessionFactory(spec.settings(), listener, InstantSource.system());
        return List.of(
                new ListenerPort("POP3", spec.plainPort(), Encryption.ON_REQUEST, sessions),
                new ListenerPort("POP3S", spec.implicitTlsPort(), Encryption.IMPLICIT, sessions),
                new ListenerPort("POP2", spec.pop2Port(), Encryption.ON_REQUEST, ofPop2));
    }
}
