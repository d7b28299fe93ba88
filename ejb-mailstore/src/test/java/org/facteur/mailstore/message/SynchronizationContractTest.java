package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagChange.Mode;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** What clients that know a mailbox by its mod-sequence rely on (RFC 7162). */
class SynchronizationContractTest extends StoreContract {

    private static final FlagChange FLAG = new FlagChange(Mode.ADD, Flags.of(SystemFlag.FLAGGED));
    private static final FlagChange DELETE = new FlagChange(Mode.ADD, Flags.of(SystemFlag.DELETED));

    private static AccountId account(int messages) throws MailStoreException {
        AccountId account = store.account(name());
        for (int i = 1; i <= messages; i++) {
            append(account, "INBOX", message("number " + i), Flags.NONE);
        }
        return account;
    }

    private static void expunge(MailboxId mailbox, UidSet uids) throws MailStoreException {
        store.imap.store(mailbox, uids, DELETE);
        store.imap.expunge(mailbox, uids);
    }

    @Test
    void aConditionalChangeLeavesWhatHasChanged() throws Exception {
        MailboxId inbox = store.inbox(account(5));
        long then = store.imap.snapshot(inbox).highestModSeq();
        store.imap.store(inbox, UidSet.of(2), FLAG);
        store.imap.store(inbox, UidSet.of(4), FLAG);
        FlagChange seen = new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN));

        UidSet modified = store.imap.storeIfUnchanged(inbox, UidSet.range(1, 9), seen, then);

        assertThat(modified).hasToString("2,4");
        MailboxSnapshot after = store.imap.snapshot(inbox);
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(i -> after.flagTable().names(after.flags(i))))
                .containsExactly(
                        List.of("\\Seen"),
                        List.of("\\Flagged"),
                        List.of("\\Seen"),
                        List.of("\\Flagged"),
                        List.of("\\Seen"));
        assertThat(store.number("SELECT unseen FROM mailbox WHERE id = " + inbox.value()))
                .isEqualTo(2);
        assertThat(store.imap.storeIfUnchanged(inbox, UidSet.range(1, 5), seen, 0))
                .hasToString("1:5");
        assertThat(store.imap.storeIfUnchanged(inbox, UidSet.range(1, 5), seen, after.highestModSeq()))
                .isEqualTo(UidSet.EMPTY);
    }

    @Test
    void ofThoseWhoKnowTheSameOneAloneIsTheFirst() throws Exception {
        MailboxId inbox = store.inbox(account(1));
        long then = store.imap.snapshot(inbox).highestModSeq();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            List<Callable<UidSet>> rivals = IntStream.range(0, 4)
                    .<Callable<UidSet>>mapToObj(i -> () -> store.imap.storeIfUnchanged(
                            inbox,
                            UidSet.of(1),
                            new FlagChange(Mode.ADD, new Flags(java.util.Set.of(), java.util.Set.of("mine" + i))),
                            then))
                    .toList();
            int winners = 0;
            for (Future<UidSet> rival : clients.invokeAll(rivals)) {
                winners += rival.get().isEmpty() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            clients.shutdown();
        }
        MailboxSnapshot after = store.imap.snapshot(inbox);
        assertThat(after.flagTable().names(after.flags(1))).hasSize(1);
    }

    @Test
    void whatWentIsKnownExactly() throws Exception {
        AccountId account = account(9);
        MailboxId inbox = store.inbox(account);
        long first = store.imap.snapshot(inbox).highestModSeq();
        expunge(inbox, UidSet.range(2, 4));
        long second = store.imap.snapshot(inbox).highestModSeq();
        expunge(inbox, new UidSet.Builder().add(6).add(8).build());
        store.imap.move(inbox, UidSet.of(9), account, new MailboxName("Trash"));

        assertThat(store.imap.expungedSince(inbox, first).orElseThrow()).hasToString("2:4,6,8:9");
        assertThat(store.imap.expungedSince(inbox, second).orElseThrow()).hasToString("6,8:9");
        assertThat(store.imap
                        .expungedSince(inbox, store.imap.snapshot(inbox).highestModSeq())
                        .orElseThrow())
                .isEqualTo(UidSet.EMPTY);
    }

    @Test
    void whatHasBeenForgottenIsNotGuessed() throws Exception {
        MailboxId inbox = store.inbox(account(5));
        long first = store.imap.snapshot(inbox).highestModSeq();
        expunge(inbox, UidSet.of(2));
        long second = store.imap.snapshot(inbox).highestModSeq();
        collectEverything();
        expunge(inbox, UidSet.of(3));

        assertThat(store.imap.expungedSince(inbox, first)).isEmpty();
        assertThat(store.imap.expungedSince(inbox, second).orElseThrow()).hasToString("3");
    }

    @Test
    void aDeletedMailboxHasNoLog() throws Exception {
        AccountId account = account(0);
        MailboxId mailbox = store.imap.create(account, new MailboxName("Gone"));
        store.imap.delete(account, new MailboxName("Gone"));

        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(() -> store.imap.expungedSince(mailbox, 1))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_SUCH_MAILBOX));
    }

    @Test
    void messagesAreFoundByTheirLastChangeAndByTheirAge() throws Exception {
        AccountId account = account(3);
        MailboxId inbox = store.inbox(account);
        store.imap.append(
                account,
                MailboxName.INBOX,
                List.of(new AppendMessage(Flags.NONE, Instant.now(), source(message("now")))));
        store.imap.store(inbox, UidSet.of(2), FLAG);
        long changed = store.imap.snapshot(inbox).highestModSeq();
        UidSet all = UidSet.range(1, UidSet.MAX_UID);

        assertThat(store.imap.search(inbox, all, new SearchKey.ModSeq(changed))).hasToString("2");
        assertThat(store.imap.search(inbox, all, new SearchKey.Not(new SearchKey.ModSeq(changed))))
                .hasToString("1,3:4");
        assertThat(store.imap.search(inbox, all, new SearchKey.Younger(3_600))).hasToString("4");
        assertThat(store.imap.search(inbox, all, new SearchKey.Older(3_600))).hasToString("1:3");
    }
}
