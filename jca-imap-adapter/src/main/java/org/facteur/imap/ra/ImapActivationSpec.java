package org.facteur.imap.ra;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.InvalidPropertyException;
import java.time.Duration;
import org.facteur.api.imap.ImapListener;
import org.facteur.imap.framing.FramingLimits;
import org.facteur.imap.session.ImapSettings;
import org.facteur.imap.session.MessageLimits;
import org.facteur.wire.ra.ListenerActivationSpec;

/** How a message-driven bean serves IMAP clients: on which ports, with how much patience, within which limits. */
@Activation(messageListeners = ImapListener.class)
public class ImapActivationSpec extends ListenerActivationSpec {

    private static final long serialVersionUID = 1L;

    /** What RFC 3501 section 5.4 asks of a client that has logged in. */
    private static final Duration LEAST_PATIENCE = Duration.ofMinutes(30);

    private String loginTimeout = ImapSettings.DEFAULT_LOGIN_PATIENCE.toString();
    private String idleTimeout = ImapSettings.DEFAULT_PATIENCE.toString();
    private String maxBadCommandsBeforeLogin = Integer.toString(ImapSettings.DEFAULT_BAD_COMMANDS_BEFORE_LOGIN);
    private String maxBadCommands = Integer.toString(ImapSettings.DEFAULT_BAD_COMMANDS);
    private String maxMessageSize = Long.toString(FramingLimits.DEFAULT.message());
    private String maxLineLengthBeforeLogin = Integer.toString(FramingLimits.DEFAULT.lineBeforeLogin());
    private String maxLineLength = Integer.toString(FramingLimits.DEFAULT.line());
    private String maxConnectionsPerUser = Integer.toString(ImapSettings.DEFAULT_CONNECTIONS_OF_USER);
    private String messageLimit = "0";
    private String saveLimit = "0";
    private String maxLiteralsBeforeLogin = Integer.toString(FramingLimits.DEFAULT.literalsBeforeLogin());
    private String maxLiterals = Integer.toString(FramingLimits.DEFAULT.literals());

    /** What the sessions of these ports go by. */
    ImapSettings settings() throws InvalidPropertyException {
        FramingLimits defaults = FramingLimits.DEFAULT;
        int message = positive("maxMessageSize", maxMessageSize, Integer.MAX_VALUE);
        FramingLimits limits = new FramingLimits(
                positive("maxLineLengthBeforeLogin", maxLineLengthBeforeLogin, 1 << 24),
                positive("maxLineLength", maxLineLength, 1 << 24),
                notNegative("maxLiteralsBeforeLogin", maxLiteralsBeforeLogin, 1 << 24),
                positive("maxLiterals", maxLiterals, 1 << 24),
                message,
                Math.max(defaults.discard(), 2L * message));
        return new ImapSettings(
                serverName(),
                spoolFolder(),
                limits,
                duration("loginTimeout", loginTimeout, Duration.ofSeconds(1)),
                duration("idleTimeout", idleTimeout, LEAST_PATIENCE),
                positive("maxBadCommandsBeforeLogin", maxBadCommandsBeforeLogin, Integer.MAX_VALUE),
                positive("maxBadCommands", maxBadCommands, Integer.MAX_VALUE),
                positive("maxConnectionsPerUser", maxConnectionsPerUser, 1_000_000),
                new MessageLimits(
                        notNegative("messageLimit", messageLimit, Integer.MAX_VALUE),
                        notNegative("saveLimit", saveLimit, Integer.MAX_VALUE)));
    }

    @Override
    public void validate() throws InvalidPropertyException {
        super.validate();
        settings();
    }

    public String getLoginTimeout() {
        return loginTimeout;
    }

    public void setLoginTimeout(String loginTimeout) {
        this.loginTimeout = loginTimeout;
    }

    public String getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(String idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public String getMaxBadCommandsBeforeLogin() {
        return maxBadCommandsBeforeLogin;
    }

    public void setMaxBadCommandsBeforeLogin(String maxBadCommandsBeforeLogin) {
        this.maxBadCommandsBeforeLogin = maxBadCommandsBeforeLogin;
    }

    public String getMaxBadCommands() {
        return maxBadCommands;
    }

    public void setMaxBadCommands(String maxBadCommands) {
        this.maxBadCommands = maxBadCommands;
    }

    public String getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(String maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public String getMaxLineLength() {
        return maxLineLength;
    }

    public void setMaxLineLength(String maxLineLength) {
        this.maxLineLength = maxLineLength;
    }

    public String getMaxLineLengthBeforeLogin() {
        return maxLineLengthBeforeLogin;
    }

    public void setMaxLineLengthBeforeLogin(String maxLineLengthBeforeLogin) {
        this.maxLineLengthBeforeLogin = maxLineLengthBeforeLogin;
    }

    public String getMaxLiteralsBeforeLogin() {
        return maxLiteralsBeforeLogin;
    }

    public void setMaxLiteralsBeforeLogin(String maxLiteralsBeforeLogin) {
        this.maxLiteralsBeforeLogin = maxLiteralsBeforeLogin;
    }

    public String getMaxConnectionsPerUser() {
        return maxConnectionsPerUser;
    }

    public void setMaxConnectionsPerUser(String maxConnectionsPerUser) {
        this.maxConnectionsPerUser = maxConnectionsPerUser;
    }

    public String getMessageLimit() {
        return messageLimit;
    }

    /** How many messages one command processes; 0: any number. */
    public void setMessageLimit(String messageLimit) {
        this.messageLimit = messageLimit;
    }

    public String getSaveLimit() {
        return saveLimit;
    }

    /** How many messages one COPY, MOVE or APPEND saves; 0: any number. */
    public void setSaveLimit(String saveLimit) {
        this.saveLimit = saveLimit;
    }

    public String getMaxLiterals() {
        return maxLiterals;
    }

    public void setMaxLiterals(String maxLiterals) {
        this.maxLiterals = maxLiterals;
    }
}
