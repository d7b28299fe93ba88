package org.facteur.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreAudit;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** Many at once: nothing is lost, counters equal a recount, and a snapshot never claims what it has not seen. */
class ConcurrencyContractTest extends StoreContract {

    private static final int THREADS = 6;

    private static void atOnce(List<Callable<Void>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(calls.size());
        try {
            for (Future<Void> call : threads.invokeAll(calls, 60, TimeUnit.SECONDS)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void countersEqualARecount(AccountId account) {
        String mailboxes = "SELECT COUNT(*) FROM mailbox b WHERE b.account_id = " + account.value() + " AND ";
        String messages = " FROM message m WHERE m.mailbox_id = b.id";
        assertThat(store.number(mailboxes + "b.messages <> (SELECT COUNT(*)" + messages + ")"))
                .isZero();
        assertThat(store.number(mailboxes + "b.size <> (SELECT COALESCE(SUM(m.size), 0)" + messages + ")"))
                .isZero();
        assertThat(store.number(mailboxes + "b.unseen <> (SELECT COUNT(*)" + messages + " AND BITAND(m.flags, 8) = 0)"))
                .isZero();
        assertThat(store.number(mailboxes + "b.recent <> (SELECT COUNT(*)" + messages + " AND m.uid >= b.recent_from)"))
                .isZero();
        assertThat(store.number(mailboxes + "b.uidnext <= (SELECT COALESCE(MAX(m.uid), 0)" + messages + ")"))
                .isZero();
        assertThat(store.number("SELECT a.used_messages - (SELECT COALESCE(SUM(b.messages), 0) FROM mailbox b"
                        + " WHERE b.account_id = a.id) FROM account a WHERE a.id = " + account.value()))
                .isZero();
        assertThat(store.number("SELECT a.used_bytes - (SELECT COALESCE(SUM(b.size), 0) FROM mailbox b"
                        + " WHERE b.account_id = a.id) FROM account a WHERE a.id = " + account.value()))
                .isZero();
    }

    @Test
    void deliveriesToTheSameRecipientsInAnyOrderAllArrive() throws Exception {
        List<String> names = List.of(name(), name(), name());
        List<AccountId> accounts = names.stream().map(store::account).toList();
        int each = 12;
        List<Callable<Void>> calls = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            calls.add(() -> {
                for (int i = 0; i < each; i++) {
                    deliver(
                            SmtpService.RELAY,
                            message("from " + first + ", " + i),
                            address(names.get(first % 3)),
                            address(names.get((first + 1) % 3)),
                            address(names.get((first + 2) % 3)));
                }
                return null;
            });
        }

        atOnce(calls);

        for (AccountId account : accounts) {
            MailboxSnapshot snapshot = store.imap.select(account, MailboxName.INBOX);
            assertThat(snapshot.size()).isEqualTo(THREADS * each);
            assertThat(snapshot.uidNext()).isEqualTo(THREADS * each + 1);
            countersEqualARecount(account);
        }
    }

    @Test
    void manyRecipientsInOppositeOrdersMeetNoDeadlock() throws Exception {
        List<String> names = Stream.generate(StoreContract::name).limit(30).toList();
        List<AccountId> accounts = names.stream().map(store::account).toList();
        List<String> forth = names.stream().map(StoreContract::address).toList();
        List<String> back = new ArrayList<>(forth);
        Collections.reverse(back);
        int each = 8;
        List<Callable<Void>> calls = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            Random random = new Random(thread);
            List<String> recipients = new ArrayList<>(thread % 2 == 0 ? forth : back);
            boolean shuffles = thread > 3;
            calls.add(() -> {
                for (int i = 0; i < each; i++) {
                    if (shuffles) {
                        Collections.shuffle(recipients, random);
                    }
                    deliver(SmtpService.RELAY, message("to all"), recipients.toArray(new String[0]));
                    // Who empties a mailbox holds the same locks.
                    AccountId account = accounts.get(random.nextInt(accounts.size()));
                    MailboxId inbox = store.inbox(account);
                    store.imap.move(inbox, UidSet.range(1, 3), account, new MailboxName("Archive"));
                }
                return null;
            });
        }

        atOnce(calls);

        for (AccountId account : accounts) {
            assertThat(store.imap.select(account, MailboxName.INBOX).uidNext()).isEqualTo(8 * each + 1);
            countersEqualARecount(account);
        }
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void changesOfDifferentFlagsMerge() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 10);
        List<Callable<Void>> calls = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String keyword = "k" + thread;
            calls.add(() -> {
                for (int i = 0; i < 10; i++) {
                    store.imap.store(inbox, UidSet.range(1, 10), keyword(FlagChange.Mode.ADD, keyword));
                    store.imap.store(inbox, UidSet.range(1, 5), keyword(FlagChange.Mode.REMOVE, keyword));
                }
                return null;
            });
        }

        atOnce(calls);

        MailboxSnapshot snapshot = store.imap.snapshot(inbox);
        for (int sequence = 1; sequence <= 10; sequence++) {
            List<String> names = snapshot.flagTable().names(snapshot.flags(sequence));
            if (sequence <= 5) {
                assertThat(names).isEmpty();
            } else {
                assertThat(names).containsExactlyInAnyOrder("k0", "k1", "k2", "k3");
            }
        }
    }

    private static FlagChange keyword(FlagChange.Mode mode, String keyword) {
        return new FlagChange(mode, new Flags(Set.of(), Set.of(keyword)));
    }

    @Test
    void everythingAtOnceLeavesTheCountersRightAndNobodyWaitsInACircle() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = inboxOf(account, 20);
        MailboxId archive = mailbox(account, "Archive");
        List<Callable<Void>> calls = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int seed = thread;
            calls.add(() -> {
                Random random = new Random(seed);
                for (int i = 0; i < 25; i++) {
                    long uid = 1 + random.nextInt(40);
                    UidSet some = UidSet.range(uid, uid + 3);
                    MailboxId from = random.nextBoolean() ? inbox : archive;
                    MailboxName to = random.nextBoolean() ? MailboxName.INBOX : new MailboxName("Archive");
                    switch (random.nextInt(7)) {
                        case 0 -> deliver(SmtpService.RELAY, message("late " + i), address(name));
                        case 1 -> append(account, "Archive", message("kept " + i), Flags.of(SystemFlag.SEEN));
                        case 2 -> store.imap.copy(from, some, account, to);
                        case 3 -> store.imap.move(from, some, account, to);
                        case 4 -> store.imap.store(from, some, change(SystemFlag.SEEN, random));
                        case 5 -> store.imap.recent(from, true);
                        default -> {
                            store.imap.store(
                                    from, some, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
                            store.imap.expunge(from, some);
                        }
                    }
                }
                return null;
            });
        }

        atOnce(calls);

        countersEqualARecount(account);
    }

    private static FlagChange change(SystemFlag flag, Random random) {
        return new FlagChange(FlagChange.Mode.values()[random.nextInt(3)], Flags.of(flag));
    }

    @Test
    void snapshotsTakenWhileOthersChangeAreTrueInTheEnd() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 15);
        AtomicBoolean running = new AtomicBoolean(true);
        List<Callable<Void>> calls = new ArrayList<>();
        calls.add(() -> {
            try {
                for (int i = 0; i < 40; i++) {
                    append(account, "INBOX", message("new " + i), Flags.NONE);
                    store.imap.store(
                            inbox,
                            UidSet.range(1 + i, 5 + i),
                            new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
                    store.imap.store(inbox, UidSet.range(1, 99), keyword(FlagChange.Mode.ADD, "k" + i % 30));
                    store.imap.expunge(inbox, UidSet.of(2L + i));
                }
            } finally {
                running.set(false);
            }
            return null;
        });
        for (int thread = 0; thread < 3; thread++) {
            calls.add(() -> {
                long highest = 0;
                while (running.get()) {
                    MailboxSnapshot snapshot = store.imap.snapshot(inbox);
                    assertThat(snapshot.highestModSeq()).isGreaterThanOrEqualTo(highest);
                    highest = snapshot.highestModSeq();
                    claimsOnlyWhatItKnows(snapshot);
                }
                return null;
            });
        }

        atOnce(calls);

        MailboxSnapshot snapshot = store.imap.snapshot(inbox);
        assertThat(uids(snapshot))
                .hasSize((int) store.number("SELECT COUNT(*) FROM message WHERE mailbox_id = " + inbox.value()));
        for (int sequence = 1; sequence <= snapshot.size(); sequence++) {
            assertThat(store.number("SELECT flags FROM message WHERE mailbox_id = " + inbox.value() + " AND uid = "
                            + snapshot.uid(sequence)))
                    .isEqualTo(snapshot.flags(sequence));
        }
    }

    private static void claimsOnlyWhatItKnows(MailboxSnapshot snapshot) throws MailStoreException {
        long bits = 0;
        for (int sequence = 1; sequence <= snapshot.size(); sequence++) {
            assertThat(snapshot.modSeq(sequence)).isLessThanOrEqualTo(snapshot.highestModSeq());
            assertThat(snapshot.uid(sequence)).isLessThan(snapshot.uidNext());
            bits |= snapshot.flags(sequence);
        }
        assertThat(bits >>> 5 >>> snapshot.flagTable().keywords().size()).isZero();
    }
}
