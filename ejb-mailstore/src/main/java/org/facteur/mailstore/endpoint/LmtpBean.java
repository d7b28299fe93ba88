package org.facteur.mailstore.endpoint;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.facteur.api.smtp.SmtpListener;

/** Receives mail from a mail server nearby, with an answer for each recipient. */
@MessageDriven(
        messageListenerInterface = SmtpListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "service", propertyValue = "LMTP"),
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${MPCONFIG=facteur.lmtp.port:0}"),
            @ActivationConfigProperty(propertyName = "workers", propertyValue = "${MPCONFIG=facteur.lmtp.workers:16}"),
            @ActivationConfigProperty(propertyName = "bind", propertyValue = Settings.BIND),
            @ActivationConfigProperty(propertyName = "maxMessageSize", propertyValue = Settings.MAX_MESSAGE_SIZE),
            @ActivationConfigProperty(propertyName = "maxRecipients", propertyValue = Settings.MAX_RECIPIENTS),
            @ActivationConfigProperty(propertyName = "maxHops", propertyValue = Settings.MAX_HOPS),
            @ActivationConfigProperty(
                    propertyName = "extensions",
                    propertyValue = "${MPCONFIG=facteur.lmtp.extensions:DSN,DELIVERBY}"),
            @ActivationConfigProperty(propertyName = "proxyNetworks", propertyValue = Settings.PROXY_NETWORKS),
            @ActivationConfigProperty(propertyName = "abuseLimits", propertyValue = Settings.ABUSE_LIMITS),
            @ActivationConfigProperty(propertyName = "abuseExempt", propertyValue = Settings.ABUSE_EXEMPT),
            @ActivationConfigProperty(propertyName = "hostname", propertyValue = Settings.HOSTNAME),
            @ActivationConfigProperty(propertyName = "dataDirectory", propertyValue = Settings.DATA_DIRECTORY),
            @ActivationConfigProperty(propertyName = "tlsCertificate", propertyValue = Settings.TLS_CERTIFICATE),
            @ActivationConfigProperty(propertyName = "tlsKey", propertyValue = Settings.TLS_KEY),
            @ActivationConfigProperty(propertyName = "tlsCertificates", propertyValue = Settings.TLS_CERTIFICATES),
            @ActivationConfigProperty(propertyName = "tlsMinimum", propertyValue = Settings.TLS_MINIMUM),
            @ActivationConfigProperty(propertyName = "tlsProvider", propertyValue = Settings.TLS_PROVIDER),
            @ActivationConfigProperty(
                    propertyName = "allowPlaintextAuth",
                    propertyValue = Settings.ALLOW_PLAINTEXT_AUTH)
        })
public class LmtpBean extends SmtpEndpoint {}
