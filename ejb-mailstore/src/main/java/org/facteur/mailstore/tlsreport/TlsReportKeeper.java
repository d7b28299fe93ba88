package org.facteur.mailstore.tlsreport;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.ServerLease;

/** Sends reports when they are due, reads those that have come, and forgets what nobody was to be told of. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TlsReportKeeper {

    private static final System.Logger LOG = System.getLogger(TlsReportKeeper.class.getName());

    /** Reports that one call of the clock sends. */
    private static final int MOST = 200;

    /** Outcomes are kept so long at most: while a report is tried again and again. */
    private static final int DAYS = 4;

    @Inject
    private ReportSender sender;

    @Inject
    private OutcomeRepository outcomes;

    @Inject
    private ReceivedReports received;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private ServerLease lease;

    private final AtomicBoolean running = new AtomicBoolean();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*", second = "20", persistent = false, info = "send and read reports on TLS")
    public void look() {
        if (!lease.isHeld() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            look(InstantSource.system());
        } catch (Throwable e) { // a clock that has failed would not be called again
            LOG.log(System.Logger.Level.ERROR, "Reports on TLS cannot be sent or read", e);
        } finally {
            running.set(false);
        }
    }

    private void look(InstantSource clock) {
        try {
            received.read(clock.instant());
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Reading reports on TLS is put off: {0}", e.getMessage());
        }
        try {
            for (int i = 0; i < MOST; i++) {
                if (sender.sendNext(Optional.empty(), clock) == ReportSender.Result.NOTHING) {
                    break;
                }
            }
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Sending reports on TLS is put off: {0}", e.getMessage());
        }
    }

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "23", persistent = false, info = "forget what reports on TLS are made of")
    public void forget() {
        if (!lease.isHeld()) {
            return;
        }
        try {
            Instant now = Instant.now();
            transaction.call(() -> {
                outcomes.forget(LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS));
                return true;
            });
            received.forget(now);
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Forgetting reports on TLS is put off: {0}", e.getMessage());
        }
    }
}
