package org.facteur.smtp.ra;

import jakarta.resource.spi.Activation;
import jakarta.resource.spi.InvalidPropertyException;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.smtp.outbound.OutboundSettings;
import org.facteur.smtp.session.SmtpLimits;
import org.facteur.wire.ra.AdapterActivationSpec;

/** How a message-driven bean takes the mail of applications on the same server: how much of it, and where it waits. */
@Activation(messageListeners = OutboundListener.class)
public class OutboundActivationSpec extends AdapterActivationSpec {

    private static final long serialVersionUID = 1L;

    private String dataDirectory = "facteur-data";
    private String maxMessageSize = Long.toString(SmtpLimits.DEFAULT.messageSize());
    private String maxRecipients = Integer.toString(SmtpLimits.DEFAULT.recipients());
    private String maxHops = Integer.toString(SmtpLimits.DEFAULT.hops());
    private String maxTransactionMessages = "1000";
    private String maxTransactionSize = Long.toString(10 * SmtpLimits.DEFAULT.messageSize());
    private String workers = "8";

    @Override
    public void validate() throws InvalidPropertyException {
        outboundSettings();
        workerLimit();
    }

    OutboundSettings outboundSettings() throws InvalidPropertyException {
        return new OutboundSettings(
                serverName(),
                path("dataDirectory", dataDirectory).resolve("spool"),
                positive("maxMessageSize", maxMessageSize, Integer.MAX_VALUE),
                positive("maxRecipients", maxRecipients, 100_000),
                positive("maxHops", maxHops, 100_000),
                positive("maxTransactionMessages", maxTransactionMessages, 100_000),
                positive("maxTransactionSize", maxTransactionSize, Integer.MAX_VALUE));
    }

    int workerLimit() throws InvalidPropertyException {
        return number("workers", workers, 1, 100);
    }

    /** Its folder {@code spool} has what waits for the end of a transaction. */
    public String getDataDirectory() {
        return dataDirectory;
    }

    public void setDataDirectory(String dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** Octets. */
    public String getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(String maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    /** Of one message. */
    public String getMaxRecipients() {
        return maxRecipients;
    }

    public void setMaxRecipients(String maxRecipients) {
        this.maxRecipients = maxRecipients;
    }

    /** Received fields of a message. */
    public String getMaxHops() {
        return maxHops;
    }

    public void setMaxHops(String maxHops) {
        this.maxHops = maxHops;
    }

    /** Messages in one transaction. */
    public String getMaxTransactionMessages() {
        return maxTransactionMessages;
    }

    public void setMaxTransactionMessages(String maxTransactionMessages) {
        this.maxTransactionMessages = maxTransactionMessages;
    }

    /** Octets of all messages in one transaction. */
    public String getMaxTransactionSize() {
        return maxTransactionSize;
    }

    public void setMaxTransactionSize(String maxTransactionSize) {
        this.maxTransactionSize = maxTransactionSize;
    }

    /** Calls of the bean at once. */
    public String getWorkers() {
        return workers;
    }

    public void setWorkers(String workers) {
        this.workers = workers;
    }
}
