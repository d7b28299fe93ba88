package org.facteur.mailstore.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class MaildropContractTest extends StoreContract {

    private interface Call {

        void run() throws MailStoreException;
    }

    private static void inUse(Call call) {
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(call::run)
                .extracting(MailStoreException::reason)
                .isEqualTo(Reason.IN_USE);
    }

    @Test
    void aMaildropListsTheInboxWithSizesAndContent() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 2);

        Maildrop maildrop = store.pop3.open(account);

        assertThat(maildrop.uidValidity()).isEqualTo(store.imap.snapshot(inbox).uidValidity());
        assertThat(maildrop.messages()).extracting(Maildrop.Message::uid).containsExactly(1L, 2L);
        Maildrop.Message first = maildrop.messages().get(0);
        assertThat(first.size()).isEqualTo(message("number 1").length());
        assertThat(text(octets(store.pop3, first.content(), 0, 10_000))).isEqualTo(message("number 1"));
    }

    @Test
    void aMaildropIsForOneAtATime() throws Exception {
        AccountId account = store.account(name());
        Maildrop first = store.pop3.open(account);

        inUse(() -> store.pop3.open(account));
        store.pop3.renew(first.lock());
        store.pop3.close(first.lock(), UidSet.EMPTY);

        Maildrop second = store.pop3.open(account);
        inUse(() -> store.pop3.renew(first.lock()));
        inUse(() -> store.pop3.close(first.lock(), UidSet.EMPTY));
        store.pop3.abandon(first.lock());
        inUse(() -> store.pop3.open(account));
        store.pop3.abandon(second.lock());
        assertThat(store.pop3.open(account).messages()).isEmpty();
    }

    @Test
    void closingRemovesWhatWasDeletedAndKeepsTheOthersUids() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 3);
        Maildrop maildrop = store.pop3.open(account);
        append(account, "INBOX", message("later"), Flags.NONE);

        store.pop3.close(maildrop.lock(), uids(1, 3));

        assertThat(uids(store.imap.snapshot(inbox))).containsExactly(2L, 4L);
        assertThat(store.imap.status(account, MailboxName.INBOX).messages()).isEqualTo(2);
        assertThat(store.pop3.open(account).messages())
                .extracting(Maildrop.Message::uid)
                .containsExactly(2L, 4L);
    }

    @Test
    void anAbandonedMaildropIsAsItWas() throws Exception {
        AccountId account = store.account(name());
        inboxOf(account, 2);

        store.pop3.abandon(store.pop3.open(account).lock());

        assertThat(store.pop3.open(account).messages()).hasSize(2);
    }

    @Test
    void aServerThatStartsAgainFreesItsOwnMaildropsAndNoOthers() throws Exception {
        AccountId own = store.account(name());
        AccountId others = store.account(name());
        Maildrop lost = store.pop3.open(own);
        store.pop3.open(others);
        update("server = 'another'", others);

        store.required(() -> {
            store.bean(MaildropService.class).releaseOwn();
            return true;
        });

        store.pop3.open(own);
        inUse(() -> store.pop3.renew(lost.lock()));
        inUse(() -> store.pop3.open(others));
    }

    @Test
    void aLeaseThatRunsOutFreesTheMaildrop() throws Exception {
        AccountId account = store.account(name());
        inboxOf(account, 1);
        Maildrop lost = store.pop3.open(account);
        expire(account);

        Maildrop next = store.pop3.open(account);

        inUse(() -> store.pop3.close(lost.lock(), UidSet.of(1)));
        assertThat(next.messages()).hasSize(1);
        store.pop3.close(next.lock(), UidSet.of(1));
    }

    private static void expire(AccountId account) throws SQLException {
        update("expires = 0", account);
    }

    private static void update(String columns, AccountId account) throws SQLException {
        try (var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE maildrop_lock SET " + columns + " WHERE account_id = " + account.value());
        }
    }
}
