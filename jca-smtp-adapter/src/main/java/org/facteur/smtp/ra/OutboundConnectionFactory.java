package org.facteur.smtp.ra;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import javax.naming.Reference;
import org.facteur.api.outbound.MailConnection;
import org.facteur.api.outbound.MailConnectionFactory;
import org.facteur.api.outbound.OutboundException;
import org.jspecify.annotations.Nullable;

/** What applications look up: asks the server for a connection, which enlists it in the present transaction. */
public class OutboundConnectionFactory implements MailConnectionFactory, Serializable, Referenceable {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // one of ours, which is
    private final OutboundManagedConnectionFactory factory;

    @SuppressWarnings("serial") // a server's own, which is
    private final ConnectionManager connections;

    private @Nullable Reference reference;

    OutboundConnectionFactory(OutboundManagedConnectionFactory factory, ConnectionManager connections) {
        this.factory = factory;
        this.connections = connections;
    }

    @Override
    public MailConnection getConnection() throws OutboundException {
        try {
            return (MailConnection) connections.allocateConnection(factory, null);
        } catch (ResourceException e) {
            throw new OutboundException("4.3.0", "There is no connection for mail: " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }
}
