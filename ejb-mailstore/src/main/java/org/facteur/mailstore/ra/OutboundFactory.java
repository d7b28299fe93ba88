package org.facteur.mailstore.ra;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.resource.ConnectionFactoryDefinition;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.facteur.api.outbound.MailConnection;
import org.facteur.api.outbound.MailConnectionFactory;
import org.facteur.api.outbound.OutboundException;

/**
 * Gives every application on this server the connection factory under one name, {@value #NAME}. A server lets nobody but the application itself look up
 * what belongs to a resource adapter inside of it; so it looks it up, and binds what passes calls on.
 */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@ConnectionFactoryDefinition(
        name = OutboundFactory.OWN_NAME,
        interfaceName = "org.facteur.api.outbound.MailConnectionFactory",
        // As a module of the same application, unless the packaging says otherwise.
        resourceAdapter = "${MPCONFIG=facteur.smtp.adapter:#jca-smtp-adapter}",
        transactionSupport = TransactionSupportLevel.XATransaction,
        minPoolSize = 0,
        maxPoolSize = 64)
public class OutboundFactory {

    /** What applications look up. */
    public static final String NAME = "facteur/outbound";

    static final String OWN_NAME = "java:app/facteur/outbound";

    private static final System.Logger LOG = System.getLogger(OutboundFactory.class.getName());

    @Resource(lookup = OWN_NAME)
    private MailConnectionFactory connections;

    /** Is bound as it is: what can be serialised a server would copy. */
    private record Shared(MailConnectionFactory connections) implements MailConnectionFactory {

        @Override
        public MailConnection getConnection() throws OutboundException {
            return connections.getConnection();
        }
    }

    @PostConstruct
    @SuppressWarnings("BanJNDI") // nothing is looked up: the name is a constant
    void bind() {
        try {
            new InitialContext().rebind(NAME, new Shared(connections));
        } catch (NamingException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Other applications cannot send mail, since the server does not bind {0}: {1}",
                    NAME,
                    e.getMessage());
        }
    }

    @PreDestroy
    @SuppressWarnings("BanJNDI") // nothing is looked up: the name is a constant
    void unbind() {
        try {
            new InitialContext().unbind(NAME);
        } catch (NamingException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} is not bound any more: {1}", NAME, e.getMessage());
        }
    }
}
