package org.facteur.sieve.ra;

import jakarta.resource.spi.Connector;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import java.util.List;
import org.facteur.api.sieve.SieveListener;
import org.facteur.sieve.session.SieveSessionFactory;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.ra.ListenerResourceAdapter;
import org.facteur.wire.session.SessionFactory;

/** Hosts ManageSieve in an application server: a message-driven bean that is a {@link SieveListener} keeps the scripts. */
@Connector(
        displayName = "Facteur ManageSieve resource adapter",
        vendorName = "Facteur",
        eisType = "ManageSieve",
        version = "0.2.0",
        transactionSupport = TransactionSupportLevel.NoTransaction)
public class SieveResourceAdapter extends ListenerResourceAdapter<SieveListener, SieveActivationSpec> {

    public SieveResourceAdapter() {
        super("ManageSieve", SieveListener.class, SieveActivationSpec.class);
    }

    @Override
    protected List<ListenerPort> ports(SieveActivationSpec spec, SieveListener listener)
            throws InvalidPropertyException {
        SessionFactory sessions = new SieveSessionFactory(spec.settings(), listener);
        return List.of(
                new ListenerPort("ManageSieve", spec.plainPort(), Encryption.ON_REQUEST, sessions),
                new ListenerPort("ManageSieve over TLS", spec.implicitTlsPort(), Encryption.IMPLICIT, sessions));
    }
}
