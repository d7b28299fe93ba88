package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.maintenance.Finding;
import org.facteur.mailstore.maintenance.Progress;
import org.facteur.mailstore.maintenance.StoreCheck;
import org.junit.jupiter.api.Test;

/** Changes of more messages than one transaction takes: others have the mailbox in between, and no change is left half done. */
class LongChangesContractTest extends StoreContract {

    /** More than two steps. */
    private static final int MESSAGES = 2_048;

    private static final MailboxName ARCHIVE = new MailboxName("Archive");
    private static final FlagChange DELETED = new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED));
    private static final UidSet ALL = UidSet.range(1, UidSet.MAX_UID);

    private interface Action {
        void run() throws Exception;
    }

    /** Runs something once, by somebody else and to its end, when the first step of a change of this mailbox is committed. */
    private static Watch betweenSteps(MailboxId mailbox, Action action) throws MailStoreException {
        AtomicBoolean done = new AtomicBoolean();
        return store.imap.watch(mailbox, changed -> {
            if (!done.getAndSet(true)) {
                try {
                    CompletableFuture.runAsync(() -> {
                                try {
                                    action.run();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            })
                            .get(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new AssertionError("Nobody could have the mailbox between two steps", e);
                }
            }
        });
    }

    /** INBOX with messages 1 to {@link #MESSAGES}. */
    private static MailboxId full(AccountId account) throws MailStoreException {
        MailboxId inbox = inboxOf(account, 1);
        for (int held = 1; held < MESSAGES; held *= 2) {
            store.imap.copy(inbox, UidSet.range(1, held), account, MailboxName.INBOX);
        }
        return inbox;
    }

    private static UidSet everySecond() {
        UidSet.Builder uids = new UidSet.Builder();
        for (long uid = 2; uid <= MESSAGES; uid += 2) {
            uids.add(uid);
        }
        return uids.build();
    }

    private static long messagesIn(AccountId account, MailboxName name) throws MailStoreException {
        return store.imap.status(account, name).messages();
    }

    private static void usedEqualsARecount(AccountId account) {
        assertThat(store.number("SELECT a.used_bytes - (SELECT COALESCE(SUM(m.size), 0) FROM message m JOIN mailbox b"
                        + " ON b.id = m.mailbox_id WHERE b.account_id = a.id) FROM account a WHERE a.id = "
                        + account.value()))
                .isZero();
        assertThat(store.number("SELECT COUNT(*) FROM mailbox b WHERE b.account_id = " + account.value()
                        + " AND b.messages <> (SELECT COUNT(*) FROM message m WHERE m.mailbox_id = b.id)"))
                .isZero();
    }

    private static long journal(MailboxId target) {
        return store.number("SELECT COUNT(*) FROM copy_journal WHERE mailbox_id = " + target.value());
    }

    @Test
    void aDeliveryComesBetweenTheStepsOfAStore() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = full(account);

        try (Watch watch = betweenSteps(inbox, () -> deliver(SmtpService.RELAY, message("between"), address(name)))) {
            store.imap.store(inbox, ALL, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN)));
        }

        MailboxSnapshot snapshot = store.imap.snapshot(inbox);
        assertThat(snapshot.size()).isEqualTo(MESSAGES + 1);
        int delivered = snapshot.size();
        assertThat(snapshot.flags(delivered)).isZero();
        assertThat(snapshot.modSeq(delivered)).isBetween(snapshot.modSeq(1) + 1, snapshot.modSeq(MESSAGES) - 1);
        assertThat(store.imap.status(account, MailboxName.INBOX).unseen()).isEqualTo(1);
    }

    @Test
    void aDeliveryComesBetweenTheStepsOfAnExpungeAndIsSpared() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = full(account);
        store.imap.store(inbox, ALL, DELETED);

        UidSet expunged;
        try (Watch watch = betweenSteps(inbox, () -> {
            deliver(SmtpService.RELAY, message("between"), address(name));
            assertThat(messagesIn(account, MailboxName.INBOX)).isBetween(2L, (long) MESSAGES);
        })) {
            expunged = store.imap.expunge(inbox, ALL);
        }

        assertThat(expunged).isEqualTo(UidSet.range(1, MESSAGES));
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(MESSAGES + 1L);
        usedEqualsARecount(account);
        assertThat(store.number("SELECT COUNT(*) FROM expunge_log WHERE mailbox_id = " + inbox.value()))
                .as("a row for each step")
                .isEqualTo(3);
    }

    @Test
    void aCopySaysExactlyWhichUidsItGaveAlthoughOthersCameBetween() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = full(account);
        MailboxId archive = mailbox(account, "Archive");

        CopyResult result;
        try (Watch watch = betweenSteps(archive, () -> append(account, "Archive", message("between"), Flags.NONE))) {
            result = store.imap.copy(inbox, ALL, account, ARCHIVE);
        }

        assertThat(result.source()).isEqualTo(UidSet.range(1, MESSAGES));
        long stranger = Steps.MESSAGES + 1;
        assertThat(result.target().contains(stranger)).isFalse();
        assertThat(result.target().count()).isEqualTo(MESSAGES);
        assertThat(result.target().last()).isEqualTo(MESSAGES + 1);
        MailboxSnapshot snapshot = store.imap.snapshot(archive);
        assertThat(snapshot.size()).isEqualTo(MESSAGES + 1);
        assertThat(snapshot.modSeq(snapshot.sequenceOf(stranger)))
                .isBetween(snapshot.modSeq(1) + 1, snapshot.modSeq(snapshot.size()) - 1);
        assertThat(journal(archive)).isZero();
        usedEqualsARecount(account);
    }

    @Test
    void theStoreIsWholeInTheMiddleOfACopy() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = full(account);
        MailboxId archive = mailbox(account, "Archive");
        List<Finding> findings = new CopyOnWriteArrayList<>();

        try (Watch watch = betweenSteps(archive, () -> {
            new StoreCheck(store.dataSource(), true, findings::add, Progress.SILENT).run();
            assertThat(journal(archive)).isPositive();
        })) {
            store.imap.copy(inbox, ALL, account, ARCHIVE);
        }

        assertThat(findings).isEmpty();
        assertThat(messagesIn(account, ARCHIVE)).isEqualTo(MESSAGES);
        usedEqualsARecount(account);
    }

    @Test
    void aMoveLosesAndDoublesNothingThoughItsMailboxesChangeMeanwhile() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = full(account);

        CopyResult result;
        try (Watch watch = betweenSteps(inbox, () -> {
            deliver(SmtpService.RELAY, message("between"), address(name));
            store.imap.store(inbox, UidSet.of(MESSAGES), DELETED);
            store.imap.expunge(inbox, UidSet.of(MESSAGES));
        })) {
            result = store.imap.move(inbox, ALL, account, ARCHIVE);
        }

        assertThat(result.source()).isEqualTo(UidSet.range(1, MESSAGES - 1));
        assertThat(result.target()).isEqualTo(UidSet.range(1, MESSAGES - 1));
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(MESSAGES + 1L);
        assertThat(messagesIn(account, ARCHIVE)).isEqualTo(MESSAGES - 1);
        usedEqualsARecount(account);
    }

    @Test
    void aCopyThatFailsHalfWayIsUndone() throws Exception {
        String name = name();
        long size = message("number 1").length();
        AccountId account = store.account(name, 2 * MESSAGES * size);
        MailboxId inbox = full(account);
        MailboxId archive = mailbox(account, "Archive");

        try (Watch watch = betweenSteps(archive, () -> {
            append(account, "Drafts", message("takes the room"), Flags.NONE);
            append(account, "Archive", message("stays"), Flags.NONE);
        })) {
            assertThatExceptionOfType(MailStoreException.class)
                    .isThrownBy(() -> store.imap.copy(inbox, ALL, account, ARCHIVE))
                    .extracting(MailStoreException::reason)
                    .isEqualTo(Reason.OVER_QUOTA);
        }

        assertThat(uids(store.imap.snapshot(archive))).containsExactly(Steps.MESSAGES + 1L);
        assertThat(messagesIn(account, MailboxName.INBOX)).isEqualTo(MESSAGES);
        assertThat(journal(archive)).isZero();
        usedEqualsARecount(account);
    }

    @Test
    void aCopyForWhichThereIsNoRoomIsNeverSeen() throws Exception {
        long size = message("number 1").length();
        AccountId account = store.account(name(), (2 * MESSAGES - 1) * size);
        MailboxId inbox = full(account);
        MailboxId archive = mailbox(account, "Archive");
        long before = store.imap.snapshot(archive).highestModSeq();

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.copy(inbox, ALL, account, ARCHIVE))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.OVER_QUOTA);

        assertThat(store.imap.snapshot(archive).highestModSeq()).isEqualTo(before);
    }

    @Test
    void aKeywordForWhichTheTargetHasNoRoomUndoesTheCopy() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = full(account);
        MailboxId archive = mailbox(account, "Archive");
        append(account, "Archive", message("kept"), Flags.NONE);
        for (int i = 0; i < FlagTable.MAX_KEYWORDS; i++) {
            store.imap.store(archive, UidSet.of(1), keyword("k" + i));
        }
        store.imap.store(inbox, UidSet.of(MESSAGES), keyword("other"));

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.copy(inbox, ALL, account, ARCHIVE))
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.LIMIT_REACHED);

        assertThat(uids(store.imap.snapshot(archive))).containsExactly(1L);
        usedEqualsARecount(account);
    }

    private static FlagChange keyword(String keyword) {
        return new FlagChange(FlagChange.Mode.ADD, new Flags(Set.of(), Set.of(keyword)));
    }

    /** What the death of a node looks like: nothing of ours runs any more. */
    private static final class Death extends Error {

        private static final long serialVersionUID = 1L;
    }

    private static MailboxId copyThatDies(AccountId account, MailboxId inbox) throws MailStoreException {
        MailboxId archive = mailbox(account, "Archive");
        try (Watch watch = store.imap.watch(archive, changed -> {
            throw new Death();
        })) {
            assertThatThrownBy(() -> store.imap.copy(inbox, ALL, account, ARCHIVE))
                    .isInstanceOf(Death.class);
        }
        return archive;
    }

    @Test
    void aCopyWhoseNodeDiedIsUndoneWhenItsLeaseIsOver() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = full(account);
        MailboxId archive = copyThatDies(account, inbox);
        assertThat(messagesIn(account, ARCHIVE)).isEqualTo(Steps.MESSAGES);

        store.bean(Collector.class).collect(Instant.now());
        assertThat(messagesIn(account, ARCHIVE)).isEqualTo(Steps.MESSAGES);
        store.bean(Collector.class).collect(Instant.now().plus(LongCopies.LEASE).plusSeconds(2));

        assertThat(uids(store.imap.snapshot(archive))).isEmpty();
        assertThat(journal(archive)).isZero();
        usedEqualsARecount(account);
    }

    @Test
    void aCopyWhoseTargetIsDeletedLeavesNothingToUndo() throws Exception {
        AccountId account = store.account(name());
        MailboxId archive = copyThatDies(account, full(account));

        store.imap.delete(account, ARCHIVE);
        store.bean(Collector.class).collect(Instant.now().plus(LongCopies.LEASE).plusSeconds(2));

        assertThat(journal(archive)).isZero();
        usedEqualsARecount(account);
    }

    @Test
    void aCopyTakenForDeadEndsWithoutATrace() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = full(account);
        MailboxId archive = mailbox(account, "Archive");

        try (Watch watch = betweenSteps(
                archive,
                () -> store.bean(Collector.class)
                        .collect(Instant.now().plus(LongCopies.LEASE).plusSeconds(2)))) {
            assertThatExceptionOfType(MailStoreException.class)
                    .isThrownBy(() -> store.imap.copy(inbox, ALL, account, ARCHIVE))
                    .extracting(MailStoreException::reason)
                    .isEqualTo(Reason.UNAVAILABLE);
        }

        assertThat(uids(store.imap.snapshot(archive))).isEmpty();
        assertThat(journal(archive)).isZero();
        usedEqualsARecount(account);
    }

    @Test
    void everySecondMessageIsChangedMovedAndExpungedByItself() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = full(account);
        UidSet some = everySecond();

        store.imap.store(inbox, some, DELETED);
        MailboxSnapshot flagged = store.imap.snapshot(inbox);
        for (int sequence = 1; sequence <= MESSAGES; sequence++) {
            assertThat((flagged.flags(sequence) & SystemFlag.DELETED.bit()) != 0)
                    .isEqualTo(sequence % 2 == 0);
        }
        CopyResult copied = store.imap.copy(inbox, some, account, ARCHIVE);
        assertThat(copied.source()).isEqualTo(some);
        assertThat(copied.target()).isEqualTo(UidSet.range(1, MESSAGES / 2));

        assertThat(store.imap.expunge(inbox, ALL)).isEqualTo(some);
        assertThat(messagesIn(account, MailboxName.INBOX)).isEqualTo(MESSAGES / 2);
        usedEqualsARecount(account);
    }

    @Test
    void quitRemovesAllThatWasDeletedAndNothingElse() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        MailboxId inbox = full(account);
        Maildrop maildrop = store.pop3.open(account);

        try (Watch watch = betweenSteps(inbox, () -> {
            deliver(SmtpService.RELAY, message("between"), address(name));
            assertThatExceptionOfType(MailStoreException.class)
                    .isThrownBy(() -> store.pop3.open(account))
                    .extracting(MailStoreException::reason)
                    .isEqualTo(Reason.IN_USE);
        })) {
            store.pop3.close(maildrop.lock(), UidSet.range(2, MESSAGES));
        }

        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(1L, MESSAGES + 1L);
        assertThat(store.pop3.open(account).messages()).hasSize(2);
        usedEqualsARecount(account);
    }

    @Test
    void renamingInboxMovesAllOfIt() throws Exception {
        AccountId account = store.account(name());
        full(account);

        store.imap.rename(account, MailboxName.INBOX, new MailboxName("Old"));

        assertThat(messagesIn(account, MailboxName.INBOX)).isZero();
        assertThat(messagesIn(account, new MailboxName("Old"))).isEqualTo(MESSAGES);
        usedEqualsARecount(account);
    }

    @Test
    void whoHasBeenAwayForLongerThanTheLogReadsTheMailboxAnew() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 6);
        MailboxSnapshot before = store.imap.snapshot(inbox);
        store.imap.store(inbox, uids(2, 3, 5), DELETED);
        store.imap.expunge(inbox, ALL);
        assertThat(store.number("SELECT COUNT(*) FROM expunge_log WHERE mailbox_id = " + inbox.value()))
                .isEqualTo(2);

        store.bean(Collector.class).collect(Instant.now().plus(Duration.ofDays(181)));

        assertThat(store.number("SELECT COUNT(*) FROM expunge_log WHERE mailbox_id = " + inbox.value()))
                .isZero();
        assertThat(store.number("SELECT log_from FROM mailbox WHERE id = " + inbox.value()))
                .isGreaterThan(before.highestModSeq());
        MailboxSnapshot now = store.imap.snapshot(inbox);
        assertThat(uids(now)).containsExactly(1L, 4L, 6L);
        store.imap.store(inbox, UidSet.of(4), DELETED);
        store.imap.expunge(inbox, ALL);
        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(1L, 6L);
    }

    @Test
    void contentIsNeverCollectedUnderACopy() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 40);
        MailboxId archive = mailbox(account, "Archive");
        AtomicBoolean running = new AtomicBoolean(true);
        Instant late = Instant.now().plus(Duration.ofDays(400));
        CompletableFuture<Void> collecting = CompletableFuture.runAsync(() -> {
            for (int round = 1; running.get(); round++) {
                store.bean(Collector.class).collect(late.plus(Duration.ofHours(2L * round)));
            }
        });
        try {
            for (long uid = 1; uid <= 40; uid++) {
                store.imap.copy(inbox, UidSet.of(uid), account, ARCHIVE);
                store.imap.store(inbox, UidSet.of(uid), DELETED);
                store.imap.expunge(inbox, UidSet.of(uid));
                store.imap.move(archive, ALL, account, ARCHIVE);
            }
        } finally {
            running.set(false);
        }
        collecting.get(60, TimeUnit.SECONDS);

        assertThat(store.number("SELECT COUNT(*) FROM message m JOIN mailbox b ON b.id = m.mailbox_id"
                        + " WHERE b.account_id = " + account.value()
                        + " AND NOT EXISTS (SELECT 1 FROM content c WHERE c.id = m.content_id)"))
                .isZero();
        assertThat(messagesIn(account, ARCHIVE)).isEqualTo(40);
    }
}
