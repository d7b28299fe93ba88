package org.facteur.mailstore.maildrop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Field;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
        refused(Reason.IN_USE, call);
    }

    private static void refused(Reason reason, Call call) {
        assertThatExceptionOfType(MailStoreException.class)
                .isThrownBy(call::run)
                .extracting(MailStoreException::reason)
                .isEqualTo(reason);
    }

    /** Asks for a delay between logins, until it is called again. */
    private void loginDelay(String delay) throws ReflectiveOperationException {
        Field setting = MaildropRules.class.getDeclaredField("loginDelay");
        setting.setAccessible(true);
        setting.set(store.bean(MaildropRules.class), delay);
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

    @Test
    void loginsKeepTheirDistance() throws Exception {
        AccountId account = store.account(name());
        try {
            loginDelay("PT1H");
            Maildrop first = store.pop3.open(account);
            inUse(() -> store.pop3.open(account));
            store.pop3.close(first.lock(), UidSet.EMPTY);
            refused(Reason.TOO_SOON, () -> store.pop3.open(account));
            inUse(() -> store.pop3.renew(first.lock()));
            inUse(() -> store.pop3.close(first.lock(), UidSet.EMPTY));
            update("token = '" + SessionToken.begin(Instant.now().minus(Duration.ofMinutes(61))) + "'", account);
            Maildrop second = store.pop3.open(account);
            store.pop3.abandon(second.lock());
            refused(Reason.TOO_SOON, () -> store.pop3.open(account));
        } finally {
            loginDelay("PT0S");
        }
        store.pop3.abandon(store.pop3.open(account).lock());
        store.pop3.open(account);
    }

    @Test
    void aSessionOfAnOlderVersionIsNoRecentLogin() throws Exception {
        AccountId account = store.account(name());
        try {
            loginDelay("PT1H");
            store.pop3.open(account);
            update("expires = 0, token = '" + UUID.randomUUID() + "'", account);
            store.pop3.open(account);
        } finally {
            loginDelay("PT0S");
        }
    }

    @Test
    void aDelayIsADuration() throws Exception {
        try {
            for (String none : List.of("soon", "-PT1S")) {
                loginDelay(none);
                assertThatIllegalArgumentException()
                        .isThrownBy(store.bean(MaildropRules.class)::policy)
                        .withMessageContaining("facteur.pop3.login.delay");
            }
        } finally {
            loginDelay("PT0S");
        }
    }

    @Test
    void aTokenTellsWhenItsSessionBegan() {
        Instant now = Instant.parse("2026-03-01T12:00:00.123Z");
        assertThat(SessionToken.began(SessionToken.begin(now))).contains(now);
        assertThat(SessionToken.begin(now))
                .isNotEqualTo(SessionToken.begin(now))
                .hasSize(36);
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
