package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagChange.Mode;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.facteur.imap.store.SpoolFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no dialogue shows: silence, stores that fail, connections that end. */
class ImapSessionTest {

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();
    private AccountId account;

    @BeforeEach
    void makeAccountWithAMessage() throws MailStoreException {
        account = store.addAccount("alice@example.test", "alice");
        store.deliver(account, "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
    }

    private Client client() {
        return new Client(store, spoolFolder);
    }

    private Client selected() throws MailStoreException {
        return client().selected("alice@example.test", "alice");
    }

    @Test
    void patienceGrowsWithTheLogin() throws MailStoreException {
        Client client = client();
        assertThat(client.session().patience()).isEqualTo(Duration.ofMinutes(2));
        client.say("a LOGIN alice@example.test alice");
        assertThat(client.session().patience()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void theLastWordsAreByeAndTheConnectionIsClosed() throws MailStoreException {
        Client silent = client();
        assertThat(silent.take(silent.session().timedOut())).startsWith("* BYE ");
        assertThat(silent.isClosed()).isTrue();
        Client stopped = client();
        assertThat(stopped.take(stopped.session().stopping())).startsWith("* BYE [UNAVAILABLE] ");
        assertThat(stopped.isClosed()).isTrue();
        Client failed = client();
        assertThat(failed.take(failed.session().failed())).startsWith("* BYE [SERVERBUG] ");
        assertThat(failed.isClosed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT INBOX",
                "EXAMINE INBOX",
                "CREATE x",
                "DELETE x",
                "RENAME x y",
                "SUBSCRIBE x",
                "UNSUBSCRIBE x",
                "LIST \"\" *",
                "LSUB \"\" *",
                "STATUS INBOX (MESSAGES)",
                "APPEND INBOX {3+}\r\nabc",
                "CLOSE",
                "EXPUNGE",
                "UID EXPUNGE 1",
                "SEARCH ALL",
                "FETCH 1 BODY[]",
                "UID FETCH 1 ENVELOPE",
                "STORE 1 +FLAGS (\\Seen)",
                "UID STORE 1 FLAGS.SILENT ()",
                "COPY 1 Trash",
                "UID MOVE 1 Trash"
            })
    void aStoreThatCannotAnswerIsUnavailableAndServesAgain(String command) throws MailStoreException {
        Client client = selected();
        store.setUnavailable(true);
        assertThat(client.say("a " + command)).startsWith("a NO [UNAVAILABLE] ");
        assertThat(client.isClosed()).isFalse();
        store.setUnavailable(false);
        assertThat(client.say("b SELECT INBOX")).endsWith("b OK [READ-WRITE] SELECT completed\r\n");
        assertThat(client.say("c FETCH 1 UID")).endsWith("* 1 FETCH (UID 1)\r\nc OK FETCH completed\r\n");
    }

    @Test
    void aLoginThatCannotBeVerifiedIsNotAWrongOne() throws MailStoreException {
        store.setUnavailable(true);
        Client client = client();
        assertThat(client.say("a LOGIN alice@example.test alice")).startsWith("a NO [UNAVAILABLE] ");
        assertThat(client.say("b AUTHENTICATE PLAIN AGFsaWNlQGV4YW1wbGUudGVzdABhbGljZQ=="))
                .startsWith("b NO [UNAVAILABLE] ");
        store.setUnavailable(false);
        assertThat(client.say("c AUTHENTICATE PLAIN AGFsaWNlQGV4YW1wbGUudGVzdABhbGljZQ=="))
                .startsWith("c OK [CAPABILITY ");
    }

    @Test
    void aCommandThatIsCarriedOutIsNoFailureWhenTheNewsCannotBeTold() throws MailStoreException {
        Client client = selected();
        store.deliver(account, "Subject: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
        store.setUnavailable(true);
        assertThat(client.say("a NOOP")).isEqualTo("a OK NOOP completed\r\n");
        store.setUnavailable(false);
        assertThat(client.say("b NOOP")).isEqualTo("* 2 EXISTS\r\n* 2 RECENT\r\nb OK NOOP completed\r\n");
    }

    @Test
    void aFullMailboxIsToldAsOverQuota() throws MailStoreException {
        Client client = selected();
        store.setQuota(account, 30);
        assertThat(client.say("a APPEND INBOX {11+}\r\n0123456789a")).startsWith("a NO [OVERQUOTA] ");
        assertThat(client.say("b COPY 1 Trash")).startsWith("b NO [OVERQUOTA] ");
        assertThat(client.say("c MOVE 1 Trash")).startsWith("c NO [OVERQUOTA] ");
        assertThat(client.say("d APPEND INBOX {1+}\r\nx")).contains("d OK [APPENDUID ");
    }

    @Test
    void moreKeywordsThanFitAreALimitAndNoMoreAreOffered() throws MailStoreException {
        Client client = selected();
        for (int i = 0; i < 58; i++) {
            assertThat(client.say("a STORE 1 +FLAGS.SILENT (k" + i + ")")).endsWith("a OK STORE completed\r\n");
        }
        assertThat(client.say("b STORE 1 +FLAGS (oneTooMany)")).startsWith("b NO [LIMIT] ");
        assertThat(client.say("c SELECT INBOX")).contains(" k57)] ").doesNotContain("\\*");
    }

    @Test
    void onlyAnIdlingClientWakesItsConnection() throws MailStoreException {
        Client client = selected();
        client.say("a NOOP");
        change(Mode.ADD);
        assertThat(client.wakes()).isZero();
        assertThat(client.session().woken()).isNull();
        assertThat(client.say("b IDLE")).isEqualTo("+ idling\r\n");
        assertThat(client.wakes()).as("there is something to tell already").isEqualTo(1);
        assertThat(client.take(client.session().woken())).isEqualTo("* 1 FETCH (FLAGS (\\Flagged \\Recent))\r\n");
        assertThat(client.session().woken()).isNull();
        change(Mode.REMOVE);
        assertThat(client.wakes()).isEqualTo(2);
        assertThat(client.take(client.session().woken())).isEqualTo("* 1 FETCH (FLAGS (\\Recent))\r\n");
        assertThat(client.say("DONE")).isEqualTo("b OK IDLE completed\r\n");
        change(Mode.ADD);
        assertThat(client.wakes()).isEqualTo(2);
    }

    @Test
    void anIdlingClientIsToldLaterWhatTheStoreCouldNotTell() throws MailStoreException {
        Client client = selected();
        client.say("a IDLE");
        client.take(client.session().woken());
        change(Mode.ADD);
        store.setUnavailable(true);
        assertThat(client.take(client.session().woken())).isEmpty();
        store.setUnavailable(false);
        assertThat(client.say("DONE")).isEqualTo("* 1 FETCH (FLAGS (\\Flagged \\Recent))\r\na OK IDLE completed\r\n");
    }

    private void change(Mode mode) throws MailStoreException {
        store.change(store.select(account, MailboxName.INBOX).mailbox(), 1, mode, Flags.of(SystemFlag.FLAGGED));
    }

    @Test
    void aConnectionThatEndsLeavesNothingBehind() throws Exception {
        Client client = selected();
        client.begin("a APPEND INBOX {500000+}\r\n" + "x".repeat(400_000));
        assertThat(SpoolFiles.open(spoolFolder))
                .as("the spool of the unfinished message")
                .isEqualTo(1);
        client.session().closed();
        assertThat(SpoolFiles.open(spoolFolder)).isZero();
        assertThat(store.watchers(store.select(account, MailboxName.INBOX).mailbox()))
                .isZero();
    }

    @Test
    void aLargeMessageIsSpooledAndItsFileIsGoneAfterwards() throws Exception {
        Client client = selected();
        assertThat(client.say("a APPEND INBOX {500000+}\r\n" + "x".repeat(500_000)))
                .contains("a OK [APPENDUID ");
        assertThat(SpoolFiles.open(spoolFolder)).isZero();
        store.setUnavailable(true);
        assertThat(client.say("b APPEND INBOX {500000+}\r\n" + "x".repeat(500_000)))
                .startsWith("b NO [UNAVAILABLE] ");
        assertThat(SpoolFiles.open(spoolFolder)).isZero();
    }

    @Test
    void selectingAnotherMailboxLeavesTheFirst() throws MailStoreException {
        Client client = selected();
        assertThat(store.watchers(store.select(account, MailboxName.INBOX).mailbox()))
                .isEqualTo(1);
        client.say("a SELECT Trash");
        assertThat(store.watchers(store.select(account, MailboxName.INBOX).mailbox()))
                .isZero();
        client.say("b SELECT nowhere");
        assertThat(store.watchers(
                        store.select(account, new MailboxName("Trash")).mailbox()))
                .isZero();
    }

    @Test
    void afterLoginBadCommandsHaveMoreCredit() throws MailStoreException {
        Client client = selected();
        for (int i = 1; i < ImapSettings.DEFAULT_BAD_COMMANDS; i++) {
            assertThat(client.say("a FOO")).startsWith("a BAD ");
        }
        assertThat(client.say("b NOOP")).startsWith("b OK");
        for (int i = 1; i < ImapSettings.DEFAULT_BAD_COMMANDS; i++) {
            client.say("c FETCH 99 UID");
        }
        assertThat(client.isClosed()).isFalse();
        assertThat(client.say("d FOO")).startsWith("d BAD ").contains("\r\n* BYE ");
        assertThat(client.isClosed()).isTrue();
    }
}
