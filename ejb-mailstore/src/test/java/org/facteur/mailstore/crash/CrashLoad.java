package org.facteur.mailstore.crash;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.TestStore;

/**
 * The process that is killed. Each thread changes an account of its own, and delivers to shared ones as well; it says {@code B
 * thread change} when it begins one and {@code A thread} when the store has acknowledged it, and {@code F thread} when the store
 * has failed, with which it ends.
 */
final class CrashLoad {

    static final int THREADS = 4;
    static final int SHARED = 3;

    /** Whoever started this process does not let it live so long. */
    private static final Duration LIFE = Duration.ofMinutes(2);

    private static final int LARGE = 300_000;
    private static final long MASKS = 1L << SystemFlag.values().length;

    private final TestStore store;
    private final PrintStream journal;
    private final String name;
    private final int thread;
    private final Random random;
    private final String ids;
    private final AccountId account;
    private final MailboxId inbox;
    private final MailboxId archive;
    private AccountModel model;
    private int messages;

    private CrashLoad(TestStore store, PrintStream journal, int thread, long seed, Observed observed)
            throws MailStoreException {
        this.store = store;
        this.journal = journal;
        this.thread = thread;
        this.name = own(thread);
        this.random = new Random(seed * THREADS + thread);
        this.ids = Long.toHexString(seed) + "-" + thread + "-";
        this.account = store.login(name).id();
        this.inbox = store.inbox(account);
        this.archive = store.imap.select(account, Box.ARCHIVE.mailbox()).mailbox();
        this.model = observed.account(name);
    }

    static String own(int thread) {
        return "own" + thread;
    }

    static String shared(int number) {
        return "shared" + number;
    }

    /** Arguments: the four parts of the address of the database, and the seed. */
    public static void main(String[] arguments) throws IOException, SQLException, MailStoreException {
        PrintStream journal = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        endWithParent();
        TestStore store =
                TestStore.onPresent(new DatabaseAddress(arguments[0], arguments[1], arguments[2], arguments[3]));
        Observed observed = Observed.in(store.dataSource());
        List<CrashLoad> loads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            loads.add(new CrashLoad(store, journal, thread, Long.parseLong(arguments[4]), observed));
        }
        loads.forEach(load -> new Thread(load::run, "load-" + load.thread).start());
    }

    private static void endWithParent() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is said there but the end.
                }
            } catch (IOException e) {
                // The parent is gone.
            }
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private void run() {
        Instant end = Instant.now().plus(LIFE);
        try {
            while (Instant.now().isBefore(end)) {
                Change change = next();
                journal.println("B " + thread + " " + change.line());
                make(change);
                model = change.apply(model);
                journal.println("A " + thread);
            }
        } catch (MailStoreException | RuntimeException e) {
            journal.println("F " + thread + " " + e);
        }
    }

    private Change next() {
        Box box = random.nextBoolean() ? Box.INBOX : Box.ARCHIVE;
        MailboxModel mailbox = model.of(box);
        long from = Math.max(1, mailbox.uidNext() - 1 - random.nextInt(30));
        long to = from + random.nextInt(6);
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new Change.Deliver(message(), recipients());
            case 4 -> new Change.Append(message(), random.nextLong(MASKS));
            case 5, 6 ->
                new Change.Store(box, from, to, FlagChange.Mode.values()[random.nextInt(3)], random.nextLong(MASKS));
            case 7 -> new Change.Copy(box, from, to, random.nextInt(3) > 0);
            // The oldest go, so that the mailboxes stay small.
            case 8 -> new Change.Store(box, 1, Math.max(1, from - 10), FlagChange.Mode.ADD, SystemFlag.DELETED.bit());
            default -> new Change.Expunge(box, 1, mailbox.uidNext());
        };
    }

    private TestMessage message() {
        int length = random.nextInt(20) == 0 ? LARGE + random.nextInt(LARGE) : 500 + random.nextInt(8_000);
        return new TestMessage(ids + messages++ + "@crash.example", length);
    }

    /** In any order, so that who locks in the order given would wait in a circle. */
    private List<String> recipients() {
        List<String> shared = new ArrayList<>(IntStream.range(0, SHARED)
                .filter(i -> random.nextBoolean())
                .mapToObj(CrashLoad::shared)
                .toList());
        java.util.Collections.shuffle(shared, random);
        return shared;
    }

    private void make(Change change) throws MailStoreException {
        if (change instanceof Change.Deliver deliver) {
            deliver(deliver);
        } else if (change instanceof Change.Append append) {
            store.imap.append(
                    account,
                    Box.ARCHIVE.mailbox(),
                    List.of(new AppendMessage(Change.flags(append.flags()), Instant.now(), append.message())));
        } else if (change instanceof Change.Store flags) {
            store.imap.store(
                    id(flags.box()),
                    range(flags.from(), flags.to()),
                    new FlagChange(flags.mode(), Change.flags(flags.mask())));
        } else if (change instanceof Change.Copy copy && copy.moves()) {
            store.imap.move(
                    id(copy.from()),
                    range(copy.first(), copy.last()),
                    account,
                    copy.to().mailbox());
        } else if (change instanceof Change.Copy copy) {
            store.imap.copy(
                    id(copy.from()),
                    range(copy.first(), copy.last()),
                    account,
                    copy.to().mailbox());
        } else if (change instanceof Change.Expunge expunge) {
            store.imap.expunge(id(expunge.box()), range(expunge.from(), expunge.to()));
        }
    }

    private void deliver(Change.Deliver deliver) throws MailStoreException {
        List<String> recipients = new ArrayList<>(deliver.shared());
        recipients.add(random.nextInt(recipients.size() + 1), name);
        List<RecipientDecision> decisions = store.smtp.deliver(new InboundMessage(
                new SmtpClient(
                        SmtpService.RELAY,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                        "client.example.org",
                        Optional.empty(),
                        Optional.empty()),
                TestMessage.SENDER,
                recipients.stream().map(each -> each + "@" + TestStore.DOMAIN).toList(),
                deliver.message(),
                Instant.now()));
        if (decisions.stream().anyMatch(decision -> decision != RecipientDecision.ACCEPTED)) {
            throw new IllegalStateException(decisions.toString());
        }
    }

    private MailboxId id(Box box) {
        return box == Box.INBOX ? inbox : archive;
    }

    private static UidSet range(long from, long to) {
        return UidSet.range(from, to);
    }
}
