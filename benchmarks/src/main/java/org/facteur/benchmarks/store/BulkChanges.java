package org.facteur.benchmarks.store;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.TestStore;

/**
 * How long STORE, COPY, MOVE and EXPUNGE of many messages take, and how long a delivery to the same mailbox has to wait
 * meanwhile: {@code store.BulkChanges [MESSAGES]}. Prints for each command its time, the deliveries made while it ran, and the
 * slowest of them, which is what the lock of the mailbox was held for at most, with the delivery itself; then the heap that
 * was needed. Run it with a small heap ({@code FACTEUR_JAVA_OPTS=-Xmx128m}): the less garbage may wait, the truer that figure.
 */
public final class BulkChanges {

    private static final int MESSAGES = 100_000;
    private static final UidSet ALL = UidSet.range(1, UidSet.MAX_UID);
    private static final byte[] MESSAGE = ("From: alice@example.org\r\nTo: bob@" + TestStore.DOMAIN
                    + "\r\nSubject: measured\r\n\r\nA message of the measurement.\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final TestStore store;
    private final String name;
    private final AccountId account;

    private BulkChanges(TestStore store, String name) {
        this.store = store;
        this.name = name;
        this.account = store.account(name);
    }

    public static void main(String[] arguments) throws Exception {
        int messages = arguments.length == 0 ? MESSAGES : Integer.parseInt(arguments[0]);
        for (Database database : Database.values()) {
            try (TestStore store = TestStore.open(database)) {
                new BulkChanges(store, "warm").measure(Math.min(messages, 5_000), "");
                new BulkChanges(store, "bob").measure(messages, database.name());
            }
        }
    }

    private interface Command {
        void run() throws MailStoreException;
    }

    /** @param database empty for a round that warms up and says nothing */
    private void measure(int messages, String database) throws Exception {
        deliver();
        MailboxId inbox = store.inbox(account);
        for (int held = 1; held < messages; held = Math.min(messages, 2 * held)) {
            store.imap.copy(inbox, UidSet.range(1, Math.min(held, messages - held)), account, MailboxName.INBOX);
        }
        MailboxName archive = new MailboxName("Archive");
        UidSet all = UidSet.range(1, messages);
        UidSet.Builder odd = new UidSet.Builder();
        for (long uid = 1; uid <= messages; uid += 2) {
            odd.add(uid);
        }
        UidSet everySecond = odd.build();
        measure(database, "STORE", () -> store.imap.store(inbox, all, add(SystemFlag.SEEN)));
        measure(database, "STORE every second", () -> store.imap.store(inbox, everySecond, add(SystemFlag.FLAGGED)));
        measure(database, "COPY", () -> store.imap.copy(inbox, all, account, archive));
        measure(database, "COPY every second", () -> store.imap.copy(inbox, everySecond, account, archive));
        store.imap.store(inbox, everySecond, add(SystemFlag.DELETED));
        measure(database, "EXPUNGE every second", () -> store.imap.expunge(inbox, all));
        MailboxId copies = store.imap.select(account, archive).mailbox();
        measure(database, "MOVE", () -> store.imap.move(copies, all, account, MailboxName.INBOX));
        store.imap.store(inbox, ALL, add(SystemFlag.DELETED));
        measure(database, "EXPUNGE", () -> store.imap.expunge(inbox, ALL));
    }

    private static FlagChange add(SystemFlag flag) {
        return new FlagChange(FlagChange.Mode.ADD, Flags.of(flag));
    }

    private void measure(String database, String what, Command command) throws Exception {
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (HeapPeak heap = new HeapPeak()) {
            Future<long[]> deliveries = sender.submit(() -> {
                long count = 0;
                long slowest = 0;
                while (running.get()) {
                    long begun = System.nanoTime();
                    deliver();
                    slowest = Math.max(slowest, System.nanoTime() - begun);
                    count++;
                }
                return new long[] {count, slowest};
            });
            long begun = System.nanoTime();
            command.run();
            long taken = System.nanoTime() - begun;
            running.set(false);
            long[] seen = deliveries.get(1, TimeUnit.MINUTES);
            if (!database.isEmpty()) {
                System.out.printf(
                        Locale.ROOT,
                        "%-10s %-22s %7d ms, %5d deliveries meanwhile, the slowest %4d ms, %5.1f MiB%n",
                        database,
                        what,
                        TimeUnit.NANOSECONDS.toMillis(taken),
                        seen[0],
                        TimeUnit.NANOSECONDS.toMillis(seen[1]),
                        heap.mebibytes());
            }
        } finally {
            sender.shutdownNow();
        }
    }

    private void deliver() throws MailStoreException {
        SmtpClient client = new SmtpClient(
                SmtpService.RELAY,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "client.example.org",
                Optional.empty(),
                Optional.empty());
        store.smtp.deliver(new InboundMessage(
                client, "alice@example.org", List.of(name + "@" + TestStore.DOMAIN), source(), Instant.now()));
    }

    private static MessageSource source() {
        return MessageSource.of(MESSAGE);
    }
}
