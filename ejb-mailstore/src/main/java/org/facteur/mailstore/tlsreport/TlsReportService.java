package org.facteur.mailstore.tlsreport;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.facteur.mailstore.domain.DomainName;

/** Shows administrators the reports that have come, and lets them send those that are collected. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(AdministrationBoundary.class)
public class TlsReportService {

    /** The most that one page shows. */
    public static final int MAX_COUNT = 500;

    @Inject
    private ReceivedReportRepository reports;

    @Inject
    private ReceivedReports received;

    @Inject
    private ReportSender sender;

    @Inject
    private TlsReportSettings settings;

    /**
     * The newest first, without the details of failures.
     *
     * @param domain about which they are; empty for any
     * @param before the id of the last one that is known; empty for the beginning
     */
    public List<ReceivedReport> list(String domain, Optional<Long> before, int count) {
        return reports.list(domain.strip().toLowerCase(Locale.ROOT), before.orElse(Long.MAX_VALUE), count);
    }

    /** @throws AdministrationException {@code NOT_FOUND} */
    public ReceivedReport find(long id) throws AdministrationException {
        return reports.find(id).orElseThrow(() -> AdministrationException.notFound("There is no such report."));
    }

    /** Reads what has come, without waiting for the clock. */
    public void read() {
        try {
            received.read(Instant.now());
        } catch (MailStoreException e) {
            throw new StoreUnavailableException(e);
        }
    }

    /**
     * Sends what has been collected for a domain, without waiting for the end of the day.
     *
     * @throws AdministrationException {@code INVALID} with field {@code domain}
     */
    public ReportSender.Result send(String domain) throws AdministrationException {
        String destination = DomainName.parse(domain.strip())
                .map(DomainName::value)
                .orElseThrow(() -> AdministrationException.invalid("domain", "This is not a domain name."));
        try {
            return send(Optional.of(destination), InstantSource.system());
        } catch (MailStoreException e) {
            throw new StoreUnavailableException(e);
        }
    }

    /** @return what came of the last one, or the only one */
    private ReportSender.Result send(Optional<String> destination, InstantSource clock) throws MailStoreException {
        sender.hasten(destination, clock.instant());
        ReportSender.Result last = ReportSender.Result.NOTHING;
        for (ReportSender.Result result = sender.sendNext(destination, clock);
                result != ReportSender.Result.NOTHING;
                result = sender.sendNext(destination, clock)) {
            last = result;
        }
        return last;
    }

    /** Who sends reports; empty if none are sent. */
    public Optional<String> contact() {
        return settings.contact().map(MailAddress::toString);
    }

    /** The record by which a domain asks others to report to this server; empty if there is no account for reports. */
    public Optional<ReportRecord> record(String domain) {
        return settings.mailbox()
                .map(address -> new ReportRecord("_smtp._tls." + domain, "v=TLSRPTv1; rua=mailto:" + address));
    }
}
