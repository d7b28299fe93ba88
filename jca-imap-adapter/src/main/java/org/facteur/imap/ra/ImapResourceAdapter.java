package org.facteur.imap.ra;

import jakarta.resource.spi.Connector;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.TransactionSupport;
import java.util.List;
import org.facteur.api.imap.ImapListener;
import org.facteur.imap.handler.ImapHandlers;
import org.facteur.imap.session.ImapSessionFactory;
import org.facteur.imap.session.ImapSettings;
import org.facteur.imap.session.UserConnections;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.ra.ListenerResourceAdapter;
import org.facteur.wire.session.SessionFactory;

/**
 * Gives IMAP clients the mailboxes of the message-driven bean that implements {@link ImapListener}, configured by an
 * {@link ImapActivationSpec}.
 */
@Connector(
        displayName = "Facteur IMAP resource adapter",
        vendorName = "Facteur",
        eisType = "IMAP",
        transactionSupport = TransactionSupport.TransactionSupportLevel.NoTransaction)
public class ImapResourceAdapter extends ListenerResourceAdapter<ImapListener, ImapActivationSpec> {

    public ImapResourceAdapter() {
        super("IMAP", ImapListener.class, ImapActivationSpec.class);
    }

    @Override
    protected List<ListenerPort> ports(ImapActivationSpec spec, ImapListener listener) throws InvalidPropertyException {
        ImapSettings settings = spec.settings();
        UserConnections users = new UserConnections(settings.connectionsOfUser());
        SessionFactory sessions = new ImapSessionFactory(settings, listener, ImapHandlers.registry(), users);
        return List.of(
                new ListenerPort("IMAP", spec.plainPort(), Encryption.ON_REQUEST, sessions),
                new ListenerPort("IMAP over TLS", spec.implicitTlsPort(), Encryption.IMPLICIT, sessions));
    }
}
