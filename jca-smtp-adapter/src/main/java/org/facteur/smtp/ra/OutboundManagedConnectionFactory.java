package org.facteur.smtp.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.ResourceAllocationException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.facteur.api.outbound.MailConnection;
import org.facteur.api.outbound.MailConnectionFactory;
import org.facteur.smtp.outbound.OutboundResource;
import org.jspecify.annotations.Nullable;

/**
 * By which applications hand over mail inside their transactions, to the bean that the adapter knows for that. There is nothing to
 * configure here: all connections are equal.
 */
@ConnectionDefinition(
        connectionFactory = MailConnectionFactory.class,
        connectionFactoryImpl = OutboundConnectionFactory.class,
        connection = MailConnection.class,
        connectionImpl = OutboundConnection.class)
public class OutboundManagedConnectionFactory implements ManagedConnectionFactory, ResourceAdapterAssociation {

    private static final long serialVersionUID = 1L;

    private transient @Nullable SmtpResourceAdapter adapter;
    private transient @Nullable PrintWriter log;

    @Override
    public Object createConnectionFactory(ConnectionManager connections) {
        return new OutboundConnectionFactory(this, connections);
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        throw new NotSupportedException("Connections are for applications of the server");
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
            throws ResourceException {
        SmtpResourceAdapter own = adapter;
        if (own == null) {
            throw new ResourceAllocationException("The connection factory belongs to no resource adapter");
        }
        return new OutboundManagedConnection(new OutboundResource(own.outbound()));
    }

    /** Any free one will do. */
    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public @Nullable ManagedConnection matchManagedConnections(
            Set connections, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
        for (Object each : connections) {
            if (each instanceof OutboundManagedConnection connection) {
                return connection;
            }
        }
        return null;
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        if (!(adapter instanceof SmtpResourceAdapter own)) {
            throw new ResourceException("This connection factory is of the SMTP adapter");
        }
        this.adapter = own;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        log = out;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutboundManagedConnectionFactory factory && Objects.equals(factory.adapter, adapter);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(adapter);
    }
}
