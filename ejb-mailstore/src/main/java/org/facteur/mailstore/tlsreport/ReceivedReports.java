package org.facteur.mailstore.tlsreport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.persistence.OwnTransaction;

/** Reads the reports that come to the INBOX of the account for them, some messages in a transaction, each message once. They stay where they are; one that cannot be read is no report. */
@ApplicationScoped
public class ReceivedReports {

    private static final System.Logger LOG = System.getLogger(ReceivedReports.class.getName());

    /** Messages that one transaction reads. */
    private static final int STEP = 10;

    /** Messages that are read before something else has its turn. */
    private static final int MOST = 1_000;

    /** Octets of the largest message that is looked at. */
    private static final int LARGEST = 1 << 20;

    /** Reports that are kept. */
    private static final long MOST_REPORTS = 100_000;

    private static final Duration MEMORY = Duration.ofDays(400);

    @Inject
    private TlsReportSettings settings;

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private ReceivedReportRepository reports;

    @Inject
    private ContentService contents;

    @Inject
    private OwnTransaction transaction;

    /** Reads what has come since. */
    void read(Instant now) throws MailStoreException {
        Optional<MailAddress> address = settings.mailbox();
        if (address.isPresent()) {
            read(address.get(), now);
        }
    }

    void read(MailAddress account, Instant now) throws MailStoreException {
        Optional<MailboxId> inbox = transaction.call(() -> accounts.find(account)
                .map(MailAccount::id)
                .flatMap(id -> mailboxes.find(id, MailboxName.INBOX))
                .map(Mailbox::id));
        if (inbox.isEmpty()) {
            return;
        }
        int read = STEP;
        for (int all = 0; read == STEP && all < MOST; all += read) {
            read = transaction.call(() -> step(inbox.get(), now));
        }
    }

    /** @return how many messages it has read */
    private int step(MailboxId inbox, Instant now) throws MailStoreException {
        List<ArrivedMessage> arrived = reports.arrived(inbox, reports.lockPosition(inbox), STEP);
        for (ArrivedMessage message : arrived) {
            Optional<ReceivedReport> report = read(message);
            if (report.isPresent()) {
                keep(report.get(), now);
            }
        }
        if (!arrived.isEmpty()) {
            reports.movePosition(inbox, arrived.get(arrived.size() - 1).uid());
        }
        return arrived.size();
    }

    private Optional<ReceivedReport> read(ArrivedMessage message) throws MailStoreException {
        if (message.size() > LARGEST) {
            return Optional.empty();
        }
        try {
            byte[] octets = contents.read(List.of(new ContentRange(message.content(), 0, (int) message.size())))
                    .get(0);
            return TlsReportMessage.read(new ByteArrayInputStream(octets));
        } catch (MailStoreException e) {
            if (e.getCause() != null) { // the store does not answer, whatever is asked
                throw e;
            }
            return unread(message, e);
        } catch (RuntimeException | StackOverflowError e) { // one message does not keep the others from being read
            return unread(message, e);
        }
    }

    private static Optional<ReceivedReport> unread(ArrivedMessage message, Throwable failure) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Message {0} of the mailbox for reports on TLS cannot be read: {1}",
                message.uid(),
                failure);
        LOG.log(System.Logger.Level.DEBUG, "The same in full", failure);
        return Optional.empty();
    }

    private void keep(ReceivedReport report, Instant now) {
        if (reports.has(report.organisation(), report.name())) {
            return;
        }
        if (reports.count() >= MOST_REPORTS) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "There are too many reports on TLS to keep the one of {0}",
                    report.organisation());
            return;
        }
        reports.add(report, now);
    }

    /** Forgets what is old. */
    void forget(Instant now) throws MailStoreException {
        transaction.call(() -> {
            reports.forget(now.minus(MEMORY));
            return true;
        });
    }
}
