package org.facteur.mailstore.endpoint;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.facteur.api.smtp.SmtpListener;

/** Receives mail from the people who have accounts here. */
@MessageDriven(
        messageListenerInterface = SmtpListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "service", propertyValue = "SUBMISSION"),
            @ActivationConfigProperty(
                    propertyName = "port",
                    propertyValue = "${MPCONFIG=facteur.submission.port:2587}"),
            @ActivationConfigProperty(
                    propertyName = "tlsPort",
                    propertyValue = "${MPCONFIG=facteur.submissions.port:2465}"),
            @ActivationConfigProperty(
                    propertyName = "workers",
                    propertyValue = "${MPCONFIG=facteur.submission.workers:16}"),
            @ActivationConfigProperty(propertyName = "bind", propertyValue = Settings.BIND),
            @ActivationConfigProperty(propertyName = "maxMessageSize", propertyValue = Settings.MAX_MESSAGE_SIZE),
            @ActivationConfigProperty(propertyName = "maxRecipients", propertyValue = Settings.MAX_RECIPIENTS),
            @ActivationConfigProperty(propertyName = "maxHops", propertyValue = Settings.MAX_HOPS),
            // REQUIRETLS is not promised before it is kept.
            @ActivationConfigProperty(
                    propertyName = "extensions",
                    propertyValue =
                            "${MPCONFIG=facteur.submission.extensions:DSN,FUTURERELEASE,DELIVERBY,MT-PRIORITY}"),
            @ActivationConfigProperty(propertyName = "vrfy", propertyValue = "${MPCONFIG=facteur.smtp.vrfy:ambiguous}"),
            @ActivationConfigProperty(propertyName = "expn", propertyValue = "${MPCONFIG=facteur.smtp.expn:off}"),
            @ActivationConfigProperty(
                    propertyName = "xclientNetworks",
                    propertyValue = "${MPCONFIG=facteur.smtp.xclient.networks:}"),
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
                    propertyValue = Settings.ALLOW_PLAINTEXT_AUTH),
            @ActivationConfigProperty(propertyName = "saslMechanisms", propertyValue = Settings.SASL_MECHANISMS),
            @ActivationConfigProperty(propertyName = "tokenIssuer", propertyValue = Settings.TOKEN_ISSUER),
            @ActivationConfigProperty(
                    propertyName = "tlsClientAuthorities",
                    propertyValue = Settings.TLS_CLIENT_AUTHORITIES)
        })
public class SubmissionBean extends SmtpEndpoint {}
