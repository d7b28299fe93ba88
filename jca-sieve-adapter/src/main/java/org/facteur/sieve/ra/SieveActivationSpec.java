package org.facteur.sieve.ra;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.InvalidPropertyException;
import org.facteur.api.sieve.SieveListener;
import org.facteur.sieve.session.SieveSettings;
import org.facteur.wire.ra.ListenerActivationSpec;

/** How a message-driven bean serves ManageSieve clients: {@code port} takes STARTTLS, {@code tlsPort} begins with TLS. */
@Activation(messageListeners = SieveListener.class)
public class SieveActivationSpec extends ListenerActivationSpec {

    private static final long serialVersionUID = 1L;

    private String idleTimeout = SieveSettings.LEAST_PATIENCE.toString();
    private String maxScriptOctets = Integer.toString(SieveSettings.DEFAULT_MAX_SCRIPT);
    private String maxFailedLogins = Integer.toString(SieveSettings.DEFAULT_FAILED_LOGINS);
    private String maxBadCommands = Integer.toString(SieveSettings.DEFAULT_BAD_COMMANDS);

    /** What the sessions of these ports go by. */
    SieveSettings settings() throws InvalidPropertyException {
        return new SieveSettings(
                serverName(),
                duration("idleTimeout", idleTimeout, SieveSettings.LEAST_PATIENCE),
                positive("maxScriptOctets", maxScriptOctets, SieveSettings.DEFAULT_MAX_SCRIPT),
                positive("maxFailedLogins", maxFailedLogins, Integer.MAX_VALUE),
                positive("maxBadCommands", maxBadCommands, Integer.MAX_VALUE));
    }

    @Override
    public void validate() throws InvalidPropertyException {
        super.validate();
        settings();
    }

    public String getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(String idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public String getMaxScriptOctets() {
        return maxScriptOctets;
    }

    public void setMaxScriptOctets(String maxScriptOctets) {
        this.maxScriptOctets = maxScriptOctets;
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
