package org.facteur.mailstore.endpoint;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import org.facteur.api.smtp.SmtpListener;

/** Receives mail from other servers. */
@MessageDriven(
        messageListenerInterface = SmtpListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "service", propertyValue = "RELAY"),
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${MPCONFIG=facteur.smtp.port:2525}"),
            @ActivationConfigProperty(propertyName = "workers", propertyValue = "${MPCONFIG=facteur.smtp.workers:32}"),
            @ActivationConfigProperty(propertyName = "bind", propertyValue = Settings.BIND),
            @ActivationConfigProperty(propertyName = "maxMessageSize", propertyValue = Settings.MAX_MESSAGE_SIZE),
            @ActivationConfigProperty(propertyName = "maxRecipients", propertyValue = Settings.MAX_RECIPIENTS),
            @ActivationConfigProperty(propertyName = "maxHops", propertyValue = Settings.MAX_HOPS),
            // What is delivered here needs no further hop, so it has kept REQUIRETLS when it has come by TLS.
            @ActivationConfigProperty(
                    propertyName = "extensions",
                    propertyValue = "${MPCONFIG=facteur.smtp.extensions:DSN,DELIVERBY,REQUIRETLS}"),
            @ActivationConfigProperty(propertyName = "blockLists", propertyValue = "${MPCONFIG=facteur.smtp.dnsbl:}"),
            @ActivationConfigProperty(
                    propertyName = "blockListThreshold",
                    propertyValue = "${MPCONFIG=facteur.smtp.dnsbl.threshold:1}"),
            @ActivationConfigProperty(propertyName = "allowLists", propertyValue = "${MPCONFIG=facteur.smtp.dnswl:}"),
            @ActivationConfigProperty(propertyName = "dnsServers", propertyValue = "${MPCONFIG=facteur.dns.servers:}"),
            @ActivationConfigProperty(
                    propertyName = "authChecks",
                    propertyValue = "${MPCONFIG=facteur.auth.checks:on}"),
            @ActivationConfigProperty(
                    propertyName = "authTimeout",
                    propertyValue = "${MPCONFIG=facteur.auth.timeout:PT10S}"),
            @ActivationConfigProperty(
                    propertyName = "greetingDelay",
                    propertyValue = "${MPCONFIG=facteur.smtp.greeting.delay:PT0.2S}"),
            @ActivationConfigProperty(
                    propertyName = "exemptNetworks",
                    propertyValue = "${MPCONFIG=facteur.abuse.exempt:}"),
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
                    propertyValue = Settings.ALLOW_PLAINTEXT_AUTH)
        })
public class MxBean extends SmtpEndpoint {}
