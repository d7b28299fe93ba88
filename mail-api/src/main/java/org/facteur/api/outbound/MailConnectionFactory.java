package org.facteur.api.outbound;

/**
 * Where an application gets connections to hand over mail, a resource of its server (Jakarta Connectors 2.1 chapter 6).
 *
 * <pre>{@code
 * @Resource(lookup = "facteur/outbound")
 * private MailConnectionFactory mail;
 * }</pre>
 */
public interface MailConnectionFactory {

    /**
     * A connection for the present transaction, if there is one; the caller closes it.
     *
     * @throws OutboundException if there is nobody who would take mail
     */
    MailConnection getConnection() throws OutboundException;
}
