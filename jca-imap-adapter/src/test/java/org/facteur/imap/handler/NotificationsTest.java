package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsTest {

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();
    private AccountId account;
    private MailboxId inbox;
    private Client client;

    @BeforeEach
    void logIn() throws Exception {
        account = store.addAccount("alice@example.test", "alice");
        inbox = store.select(account, MailboxName.INBOX).mailbox();
        client = new Client(store, spoolFolder);
        client.say("L1 LOGIN alice@example.test alice");
    }

    private void deliver() throws MailStoreException {
        store.deliver(account, "Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII), Instant.EPOCH);
    }

    private String woken() throws Exception {
        return client.take(client.session().woken());
    }

    @Test
    void tooManyMailboxesAreRefusedAndNotWatched() throws Exception {
        for (int i = 0; i < Notifications.MAX_MAILBOXES; i++) {
            store.create(account, new MailboxName("box" + i), null);
        }

        assertThat(client.say("a NOTIFY SET (personal (MessageNew MessageExpunge))"))
                .startsWith("a NO [NOTIFICATIONOVERFLOW] ");
        assertThat(store.watchers(inbox)).isZero();
        assertThat(client.say("b NOTIFY SET (personal (MailboxName))")).startsWith("b OK ");
    }

    @Test
    void aMailboxIsWatchedUntilNobodyWantsToKnow() throws Exception {
        client.say("a NOTIFY SET (mailboxes INBOX (MessageNew MessageExpunge))");
        client.say("b NOTIFY SET (personal (MessageNew MessageExpunge))");
        assertThat(store.watchers(inbox)).isEqualTo(1);

        client.say("c NOTIFY NONE");
        assertThat(store.watchers(inbox)).isZero();

        client.say("d NOTIFY SET (personal (MessageNew MessageExpunge))");
        client.session().closed();
        assertThat(store.watchers(inbox)).isZero();
    }

    @Test
    void aMailboxThatIsMadeLaterIsWatched() throws Exception {
        client.say("a NOTIFY SET (personal (MessageNew MessageExpunge MailboxName))");
        MailboxId made = store.create(account, new MailboxName("Later"), null);

        assertThat(woken()).contains("* LIST () \"/\" Later\r\n").contains("* STATUS Later (");
        assertThat(store.watchers(made)).isEqualTo(1);
    }

    @Test
    void whatTheStoreCannotSayNowIsToldLater() throws Exception {
        client.say("a NOTIFY SET (personal (MessageNew MessageExpunge))");
        woken();
        deliver();
        store.setUnavailable(true);

        assertThat(woken()).isEmpty();
        assertThat(client.isClosed()).isFalse();

        store.setUnavailable(false);
        assertThat(woken()).startsWith("* STATUS INBOX (MESSAGES 1 ");
        assertThat(client.session().woken()).isNull();
    }

    @Test
    void whatWasFoundBeforeTheStoreFailedIsToldLater() throws Exception {
        client.say("a NOTIFY SET (personal (MessageNew MessageExpunge MailboxName MailboxMetadataChange"
                + " ServerMetadataChange))");
        woken();
        for (String failing : List.of("list", "watch", "annotationsChangedSince", "serverAnnotations")) {
            MailboxName made = new MailboxName("Made-" + failing);
            store.create(account, made, null);
            store.failNext(failing);

            assertThat(woken()).isEmpty();
            assertThat(woken()).contains("* LIST () \"/\" " + made + "\r\n", "* STATUS " + made + " (");
        }
    }

    @Test
    void whatHappensBeforeAMailboxIsWatchedIsTold() throws Exception {
        store.beforeNext("watch", this::deliver);
        client.say("a NOTIFY SET (mailboxes INBOX (MessageNew MessageExpunge))");

        assertThat(client.wakes()).isEqualTo(1);
        assertThat(woken()).startsWith("* STATUS INBOX (MESSAGES 1 ");
    }

    @Test
    void whatHappensBeforeANewMailboxIsWatchedIsTold() throws Exception {
        client.say("a NOTIFY SET (personal (MessageNew MessageExpunge))");
        woken();
        Client other = new Client(store, spoolFolder).selected("alice@example.test", "alice");
        store.create(account, new MailboxName("Later"), null);
        store.beforeNext("watch", () -> other.say("a APPEND Later {14+}\r\nSubject: x\r\n\r\n"));
        int wakes = client.wakes();

        assertThat(woken()).startsWith("* STATUS Later (MESSAGES 0 ");
        assertThat(client.wakes()).isEqualTo(wakes + 1);
        assertThat(woken()).startsWith("* STATUS Later (MESSAGES 1 ");
        assertThat(client.session().woken()).isNull();
    }

    @Test
    void aHintWithoutAChangeIsNotTold() throws Exception {
        client.say("a NOTIFY SET (personal (MessageNew MessageExpunge MailboxName SubscriptionChange))");
        woken();
        store.subscribe(account, MailboxName.INBOX, true);

        assertThat(woken()).isEmpty();
    }

    @Test
    void flagsOfOthersAreToldToThoseWhoWantThem() throws Exception {
        deliver();
        client.say("a NOTIFY SET (personal (MessageNew MessageExpunge))");
        woken();
        Client other = new Client(store, spoolFolder).selected("alice@example.test", "alice");
        other.say("a STORE 1 +FLAGS (\\Flagged)");
        assertThat(woken()).isEmpty();

        client.say("b NOTIFY SET (personal (MessageNew MessageExpunge FlagChange))");
        woken();
        other.say("b STORE 1 +FLAGS (\\Seen)");
        assertThat(woken())
                .isEqualTo("* STATUS INBOX (MESSAGES 1 UIDNEXT 2 UIDVALIDITY "
                        + store.snapshot(account, inbox).uidValidity() + " UNSEEN 0)\r\n");
    }

    @Test
    void commandsGoOnBeingAnsweredBetweenTwoNotices() throws Exception {
        deliver();
        client.say("a SELECT INBOX");
        client.say("b NOTIFY SET (selected (MessageNew (UID FLAGS) MessageExpunge))");
        deliver();

        assertThat(client.say("c NOOP")).startsWith("* 2 EXISTS\r\n").contains("c OK ");
        assertThat(woken()).isEqualTo("* 2 FETCH (UID 2 FLAGS (\\Recent))\r\n");
        assertThat(client.session().woken()).isNull();
    }

    private static final String FETCH_NEW = "NOTIFY SET (selected (MessageNew (UID) MessageExpunge))";

    @Test
    void whatArrivesDuringTheFirstCommandIsFetched() throws Exception {
        client.say("a " + FETCH_NEW);
        client.say("b SELECT INBOX");
        client.say("c NOOP");
        deliver();

        assertThat(client.say("d UID FETCH 1:* FLAGS")).contains("* 1 EXISTS\r\n");
        assertThat(woken()).isEqualTo("* 1 FETCH (UID 1)\r\n");
    }

    @Test
    void whatArrivesWhileAMailboxIsOpenedIsFetchedAtOnce() throws Exception {
        client.say("a " + FETCH_NEW);
        store.beforeNext("recent", this::deliver);
        int wakes = client.wakes();

        assertThat(client.say("b SELECT INBOX")).contains("* 0 EXISTS\r\n", "* 1 EXISTS\r\n");
        assertThat(client.wakes()).isGreaterThan(wakes);
        assertThat(woken()).isEqualTo("* 1 FETCH (UID 1)\r\n");
    }

    @Test
    void whatWasThereWhenTheMailboxWasSelectedAgainIsNotFetched() throws Exception {
        client.say("a " + FETCH_NEW);
        client.say("b SELECT INBOX");
        deliver();
        assertThat(woken()).endsWith("* 1 FETCH (UID 1)\r\n");
        client.say("c UNSELECT");
        deliver();
        client.say("d SELECT INBOX");

        assertThat(client.session().woken()).isNull();
        deliver();
        assertThat(woken()).endsWith("* 3 FETCH (UID 3)\r\n");
    }

    @Test
    void whatCouldNotBeFetchedIsFetchedLater() throws Exception {
        client.say("a NOTIFY SET (selected (MessageNew (UID BODY.PEEK[TEXT]) MessageExpunge))"
                + " (personal (MessageNew MessageExpunge))");
        client.say("b SELECT INBOX");
        woken();
        for (String failing : List.of("list", "fetch")) {
            deliver();
            store.failNext(failing);

            assertThat(woken()).contains(" EXISTS\r\n").doesNotContain(" FETCH ");
            assertThat(woken()).contains(" FETCH (UID ");
            assertThat(client.session().woken()).isNull();
        }
    }

    private final AtomicLong clock = new AtomicLong();

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    /** A client that has been told all there is, and knows what time it is. */
    private void notified(String events) throws Exception {
        client = new Client(store, spoolFolder, clock::get);
        client.say("L2 LOGIN alice@example.test alice");
        client.say("a NOTIFY SET (personal (" + events + "))");
        woken();
    }

    @Test
    void aChangeIsToldAtOnceAndTheNextOnesAfterARest() throws Exception {
        notified("MessageNew MessageExpunge");
        store.beforeNext("list", () -> pass(Duration.ofMillis(10)));
        deliver();
        assertThat(woken()).startsWith("* STATUS INBOX (MESSAGES 1 ");
        int wakes = client.wakes();
        deliver();
        pass(Duration.ofMillis(30));
        deliver();

        assertThat(client.session().woken()).isNull();
        assertThat(client.wakes()).isEqualTo(wakes);
        assertThat(client.delay()).isEqualTo(Duration.ofMillis(60));

        pass(Duration.ofMillis(60));
        assertThat(woken()).startsWith("* STATUS INBOX (MESSAGES 3 ");
        deliver();
        assertThat(client.wakes()).isEqualTo(wakes + 1);
    }

    @Test
    void aMailboxThatHasTakenTheNameOfAnotherIsTold() throws Exception {
        notified("MessageNew MessageExpunge MailboxName");
        MailboxName name = new MailboxName("Later");
        store.create(account, name, null);
        assertThat(woken()).contains("* LIST () \"/\" Later\r\n");

        store.delete(account, name);
        store.create(account, name, null);

        assertThat(woken()).contains("* LIST () \"/\" Later\r\n").contains("* STATUS Later (");
    }

    @Test
    void whatHappensDuringAListingIsToldAfterTheRest() throws Exception {
        notified("MessageNew MessageExpunge MailboxMetadataChange");
        store.beforeNext("list", () -> pass(Duration.ofMillis(1)));
        store.beforeNext("annotationsChangedSince", this::deliver);
        deliver();

        assertThat(woken()).startsWith("* STATUS INBOX (MESSAGES 1 ");
        assertThat(client.session().woken()).isNull();
        assertThat(client.delay()).isEqualTo(Duration.ofMillis(9));

        pass(Duration.ofMillis(9));
        assertThat(woken()).startsWith("* STATUS INBOX (MESSAGES 2 ");
    }

    @Test
    void nobodyRestsForLong() throws Exception {
        notified("MessageNew MessageExpunge");
        store.beforeNext("list", () -> pass(Duration.ofSeconds(20)));
        deliver();
        woken();
        deliver();

        assertThat(client.delay()).isEqualTo(Duration.ofSeconds(2));
    }
}
