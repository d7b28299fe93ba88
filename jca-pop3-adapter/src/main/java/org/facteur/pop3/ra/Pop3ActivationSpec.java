package org.facteur.pop3.ra;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.InvalidPropertyException;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.pop3.session.Pop3Settings;
import org.facteur.wire.ra.ListenerActivationSpec;

/** How a message-driven bean serves POP3 clients: {@code port} takes STLS, {@code tlsPort} begins with TLS; {@code pop2Port} serves POP2. */
@Activation(messageListeners = Pop3Listener.class)
public class Pop3ActivationSpec extends ListenerActivationSpec {

    private static final long serialVersionUID = 1L;

    private String pop2Port = "0";
    private String idleTimeout = Pop3Settings.LEAST_PATIENCE.toString();
    private String maxFailedLogins = Integer.toString(Pop3Settings.DEFAULT_FAILED_LOGINS);
    private String maxBadCommands = Integer.toString(Pop3Settings.DEFAULT_BAD_LINES);

    /** What the sessions of these ports go by. */
    Pop3Settings settings() throws InvalidPropertyException {
        return new Pop3Settings(
                serverName(),
                duration("idleTimeout", idleTimeout, Pop3Settings.LEAST_PATIENCE),
                positive("maxFailedLogins", maxFailedLogins, Integer.MAX_VALUE),
                positive("maxBadCommands", maxBadCommands, Integer.MAX_VALUE));
    }

    /** The port of POP2, which has no TLS; 0 if it is off. */
    public int pop2Port() throws InvalidPropertyException {
        return port("pop2Port", pop2Port);
    }

    @Override
    public void validate() throws InvalidPropertyException {
        super.validate();
        settings();
        pop2Port();
    }

    public String getPop2Port() {
        return pop2Port;
    }

    public void setPop2Port(String pop2Port) {
        this.pop2Port = pop2Port;
    }

    public String getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(String idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public String getMaxFailedLogins() {
        return maxFailedLogins;
    }

    public void setMaxFailedLogins(String maxFailedLogins) {
        this.maxFailedLogins = maxFailedLogins;
    }

    public String getMaxBadCommands() {
        return maxBadCommands;
    }

    public void setMaxBadCommands(String maxBadCommands) {
        this.maxBadCommands = maxBadCommands;
    }
}
