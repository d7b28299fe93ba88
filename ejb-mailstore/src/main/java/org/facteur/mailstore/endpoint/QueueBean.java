package org.facteur.mailstore.endpoint;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.network.TextLookup;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.DestinationTls;
import org.facteur.api.queue.Lease;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.QueueObserver;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.queue.LocalDelivery;
import org.facteur.mailstore.queue.QueueService;
import org.facteur.mailstore.signing.PublishedRecords;
import org.facteur.mailstore.start.StoreStartup;
import org.facteur.mailstore.tls.DestinationTlsService;
import org.facteur.mailstore.tlsreport.OutcomeService;

/** Hands the queue to the SMTP adapter, which passes it on. */
@MessageDriven(
        messageListenerInterface = QueueListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "hostname", propertyValue = Settings.HOSTNAME),
            @ActivationConfigProperty(propertyName = "dnsServers", propertyValue = "${MPCONFIG=facteur.dns.servers:}"),
            @ActivationConfigProperty(propertyName = "smarthost", propertyValue = "${MPCONFIG=facteur.smarthost:}"),
            @ActivationConfigProperty(
                    propertyName = "smarthostUser",
                    propertyValue = "${MPCONFIG=facteur.smarthost.user:}"),
            @ActivationConfigProperty(
                    propertyName = "smarthostPassword",
                    propertyValue = "${MPCONFIG=facteur.smarthost.password:}"),
            @ActivationConfigProperty(
                    propertyName = "smarthostPasswordInTheClear",
                    propertyValue = "${MPCONFIG=facteur.smarthost.password.in.the.clear:false}"),
            @ActivationConfigProperty(
                    propertyName = "smarthostTls",
                    propertyValue = "${MPCONFIG=facteur.smarthost.tls:}"),
            @ActivationConfigProperty(
                    propertyName = "smarthostTlsAtOnce",
                    propertyValue = "${MPCONFIG=facteur.smarthost.tls.at.once:false}"),
            @ActivationConfigProperty(
                    propertyName = "smarthostSource",
                    propertyValue = "${MPCONFIG=facteur.smarthost.source:}"),
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${MPCONFIG=facteur.outbound.port:25}"),
            @ActivationConfigProperty(propertyName = "ownPort", propertyValue = "${MPCONFIG=facteur.smtp.port:2525}"),
            @ActivationConfigProperty(
                    propertyName = "workers",
                    propertyValue = "${MPCONFIG=facteur.outbound.workers:8}"),
            @ActivationConfigProperty(
                    propertyName = "maxConnections",
                    propertyValue = "${MPCONFIG=facteur.outbound.connections:2000}"),
            @ActivationConfigProperty(
                    propertyName = "maxConnectionsPerDestination",
                    propertyValue = "${MPCONFIG=facteur.outbound.connections.per.destination:20}"),
            @ActivationConfigProperty(
                    propertyName = "connectTimeout",
                    propertyValue = "${MPCONFIG=facteur.outbound.timeout.connect:PT30S}"),
            @ActivationConfigProperty(
                    propertyName = "commandTimeout",
                    propertyValue = "${MPCONFIG=facteur.outbound.timeout.command:PT5M}"),
            @ActivationConfigProperty(
                    propertyName = "dataTimeout",
                    propertyValue = "${MPCONFIG=facteur.outbound.timeout.data:PT3M}"),
            @ActivationConfigProperty(
                    propertyName = "endTimeout",
                    propertyValue = "${MPCONFIG=facteur.outbound.timeout.end:PT10M}"),
            @ActivationConfigProperty(
                    propertyName = "dnsIsTrusted",
                    propertyValue = "${MPCONFIG=facteur.dns.trusted:false}"),
            @ActivationConfigProperty(
                    propertyName = "tlsLevel",
                    propertyValue = "${MPCONFIG=facteur.outbound.tls:auto}"),
            @ActivationConfigProperty(
                    propertyName = "policyPort",
                    propertyValue = "${MPCONFIG=facteur.outbound.sts.port:443}"),
            @ActivationConfigProperty(
                    propertyName = "tlsAuthorities",
                    propertyValue = "${MPCONFIG=facteur.outbound.tls.authorities:}")
        })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QueueBean implements QueueListener {

    @Inject
    private StoreStartup startup;

    @Inject
    private QueueService queue;

    @Inject
    private LocalDelivery here;

    @Inject
    private ContentService contents;

    @Inject
    private DestinationTlsService destinations;

    @Inject
    private PublishedRecords published;

    @Inject
    private OutcomeService outcomes;

    @PostConstruct
    void start() {
        startup.awaitReady();
    }

    @Override
    public Watch watch(QueueObserver observer) throws MailStoreException {
        return queue.watch(observer);
    }

    @Override
    public Watch lend(TextLookup names) throws MailStoreException {
        return published.askWith(names);
    }

    @Override
    public List<String> due(int limit) throws MailStoreException {
        return queue.due(limit);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Claim claim(String destination, int recipients) throws MailStoreException {
        return queue.claim(destination, recipients);
    }

    @Override
    public DestinationTls tls(String destination) throws MailStoreException {
        return destinations.tls(destination);
    }

    @Override
    public boolean deliverHere(int messages) throws MailStoreException {
        return here.deliver(messages);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void keep(String domain, StsPolicy policy) throws MailStoreException {
        destinations.keep(domain, policy);
    }

    @Override
    public void count(List<TlsCount> counts) throws MailStoreException {
        outcomes.count(counts);
    }

    @Override
    public Optional<NextHop> nextHop(String destination) throws MailStoreException {
        return queue.nextHop(destination);
    }

    @Override
    public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
        return contents.read(ranges);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void extend(List<Lease> leases) throws MailStoreException {
        queue.extend(leases);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void report(Report report) throws MailStoreException {
        queue.report(report);
    }
}
