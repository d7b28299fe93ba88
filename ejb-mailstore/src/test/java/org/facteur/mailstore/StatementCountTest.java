package org.facteur.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.history.HistoryIds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each operation costs in statements: it does not grow with the messages or the recipients. A batch counts as one. */
class StatementCountTest extends StoreContract {

    private static List<String> statements() {
        return store.statements().statements();
    }

    /** A server asks once for its number. */
    @BeforeEach
    void ready() throws Exception {
        store.bean(HistoryIds.class).ready();
    }

    @Test
    void aDeliveryToOneTakesSevenStatements() throws Exception {
        String name = name();
        store.account(name);
        deliver(SmtpService.RELAY, message("warm"), address(name));
        store.statements().clear();

        deliver(SmtpService.RELAY, message("counted"), address(name));

        assertThat(statements())
                .as("lock account, lock mailbox, insert content, message and history, update account and mailbox")
                .hasSize(7);
    }

    @Test
    void aDeliveryToFiftyTakesAsMany() throws Exception {
        List<String> recipients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = name();
            store.account(name);
            recipients.add(address(name));
        }
        rcpt(recipients);
        store.statements().clear();

        deliver(SmtpService.RELAY, message("to many"), recipients.toArray(new String[0]));

        assertThat(statements()).hasSize(7);
    }

    /** As a client names them before it sends the message. */
    private static void rcpt(List<String> recipients) throws Exception {
        for (String recipient : recipients) {
            store.smtp.checkRecipient(client(SmtpService.RELAY), MailFrom.of(""), RcptTo.of(recipient));
        }
    }

    @Test
    void scriptsThatFileForFiftyTakeOneMoreAndOneWhenTheyAreNew() throws Exception {
        List<String> recipients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String name = name();
            AccountId account = store.account(name);
            String mailbox = i % 2 == 0 ? "Archive" : "Junk";
            String script = "require \"fileinto\"; fileinto \"" + mailbox + "\";";
            store.sieve.put(account, new ScriptName("main"), script.getBytes(StandardCharsets.US_ASCII));
            store.sieve.activate(account, new ScriptName("main"));
            recipients.add(address(name));
        }
        rcpt(recipients);
        store.statements().clear();
        deliver(SmtpService.RELAY, message("first"), recipients.toArray(new String[0]));
        assertThat(statements())
                .as("as without, and the scripts, and the mailboxes that they name")
                .hasSize(9);

        store.statements().clear();
        deliver(SmtpService.RELAY, message("second"), recipients.toArray(new String[0]));
        assertThat(statements()).as("the scripts are known").hasSize(8);
    }

    @Test
    void rcptTakesOneStatement() throws Exception {
        String name = name();
        store.account(name);
        store.statements().clear();

        store.smtp.checkRecipient(client(SmtpService.RELAY), MailFrom.of(""), RcptTo.of(address(name)));

        assertThat(statements()).hasSize(1);
    }

    @Test
    void aLoginTakesOneStatement() throws Exception {
        String name = name();
        store.account(name);
        store.statements().clear();

        store.login(name);

        assertThat(statements()).hasSize(1);
    }

    @Test
    void theRefusalOfAnUnknownRecipientTakesTwo() throws Exception {
        store.account(name());
        store.statements().clear();

        store.smtp.checkRecipient(client(SmtpService.RELAY), MailFrom.of(""), RcptTo.of(address("nobody")));
        assertThat(statements())
                .as("no account; no alias either, of a domain that is here")
                .hasSize(2);

        store.statements().clear();
        store.smtp.checkRecipient(client(SmtpService.RELAY), MailFrom.of(""), RcptTo.of("somebody@elsewhere.example"));
        assertThat(statements())
                .as("of one that is not, and not passed on either")
                .hasSize(3);
    }

    @Test
    void aMaildropIsOpenedWithFourAndClosedWithoutDeletionsWithThree() throws Exception {
        AccountId account = store.account(name());
        inboxOf(account, 20);
        store.statements().clear();

        Maildrop maildrop = store.pop3.open(account);
        assertThat(statements()).as("lock account, find lock, list, take lock").hasSize(4);

        store.statements().clear();
        store.pop3.close(maildrop.lock(), UidSet.EMPTY);
        assertThat(statements()).as("lock account, find lock, remove it").hasSize(3);
    }

    @Test
    void aSelectOfAMailboxThatIsInTheIndexTakesTwo() throws Exception {
        AccountId account = store.account(name());
        inboxOf(account, 3);
        store.imap.select(account, MailboxName.INBOX);
        store.statements().clear();

        store.imap.select(account, MailboxName.INBOX);
        assertThat(statements()).as("find by name, what is new").hasSize(2);

        store.statements().clear();
        store.imap.open(account, MailboxName.INBOX, changed -> {}).watch().close();
        assertThat(statements()).as("the same to be told of changes").hasSize(2);

        store.statements().clear();
        store.imap.status(account, MailboxName.INBOX);
        assertThat(statements()).hasSize(1);
    }

    @Test
    void aMailboxComesIntoTheIndexWithFive() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("one"), Flags.NONE);
        append(account, "INBOX", message("two"), Flags.NONE);
        store.statements().clear();

        store.imap.select(account, MailboxName.INBOX);

        assertThat(statements()).hasSize(5);
    }

    @Test
    void aPageOfAFetchTakesOneAndItsOctetsAnother() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 20);
        store.statements().clear();

        List<FetchedMessage> page =
                store.imap.fetch(inbox, UidSet.range(1, 20), EnumSet.complementOf(EnumSet.of(FetchPart.SAVE_DATE)));
        assertThat(page).hasSize(20);
        assertThat(statements()).hasSize(1);

        store.statements().clear();
        store.imap.fetch(inbox, UidSet.range(1, 20), EnumSet.of(FetchPart.SAVE_DATE));
        assertThat(statements()).hasSize(2);

        store.statements().clear();
        List<ContentRange> ranges = page.stream()
                .map(message -> new ContentRange(message.content(), 0, (int) message.size()))
                .toList();
        assertThat(store.imap.read(ranges)).hasSize(20);
        assertThat(statements()).hasSize(1);
    }

    @Test
    void whatLastsOfMessagesIsReadOnceAndThenOnlyWhetherTheyAreThere() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 20);
        store.statements().clear();

        store.imap.fetch(inbox, UidSet.range(1, 20), EnumSet.of(FetchPart.HEADER));
        store.imap.fetch(inbox, UidSet.range(1, 20), EnumSet.of(FetchPart.STRUCTURE));
        assertThat(statements()).hasSize(2);

        store.imap.select(account, MailboxName.INBOX);
        store.statements().clear();
        store.imap.fetch(inbox, UidSet.range(1, 20), EnumSet.of(FetchPart.HEADER, FetchPart.STRUCTURE));
        assertThat(statements()).as("what is new in the mailbox").hasSize(1);
    }

    @Test
    void aStoreOfARangeTakesThreeAndOneMoreForSeen() throws Exception {
        MailboxId inbox = inboxOf(store.account(name()), 20);
        store.statements().clear();

        store.imap.store(inbox, UidSet.range(1, 20), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.FLAGGED)));
        assertThat(statements()).as("lock, change, update the mailbox").hasSize(3);

        store.statements().clear();
        store.imap.store(inbox, uids(1, 3, 5, 7, 9), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN)));
        assertThat(statements()).hasSize(4);
    }

    @Test
    void aCopyAMoveAndAnExpungeCostTheSameForAnyNumber() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 20);
        MailboxName archive = new MailboxName("Archive");
        store.statements().clear();

        store.imap.copy(inbox, UidSet.range(1, 10), account, archive);
        assertThat(statements())
                .as("find target, lock account and both, read, copy, note the date, update account and mailbox")
                .hasSize(8);

        store.statements().clear();
        store.imap.move(inbox, UidSet.range(1, 10), account, archive);
        assertThat(statements())
                .as("find target, lock account and both, read, copy, note the date, log, remove, update each mailbox")
                .hasSize(10);

        store.imap.store(inbox, UidSet.range(1, 20), new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        store.statements().clear();
        store.imap.expunge(inbox, UidSet.range(1, 20));
        assertThat(statements())
                .as("find owner, lock account and mailbox, read, log, put away, note, update account and mailbox")
                .hasSize(9);
    }

    @Test
    void anAppendTakesSevenAndOneMoreForADateOfItsOwn() throws Exception {
        AccountId account = store.account(name());
        append(account, "INBOX", message("warm"), Flags.NONE);
        store.statements().clear();

        store.imap.checkAppend(account, MailboxName.INBOX, 1, 100);
        assertThat(statements()).as("whether it would be possible").hasSize(2);

        store.statements().clear();
        AppendMessage now = new AppendMessage(Flags.NONE, Instant.now(), source(message("counted")));
        store.imap.append(account, MailboxName.INBOX, List.of(now));
        assertThat(statements()).hasSize(7);

        store.statements().clear();
        append(account, "INBOX", message("counted"), Flags.NONE);
        assertThat(statements()).hasSize(8);
    }

    @Test
    void aLongChangeTakesAsManyForEachStepHoweverItsMessagesLie() throws Exception {
        AccountId account = store.account(name());
        MailboxId inbox = inboxOf(account, 1);
        for (int held = 1; held < 1_024; held *= 2) {
            store.imap.copy(inbox, UidSet.range(1, held), account, MailboxName.INBOX);
        }
        UidSet.Builder everySecond = new UidSet.Builder();
        for (long uid = 1; uid <= 1_024; uid += 2) {
            everySecond.add(uid);
        }
        UidSet twoSteps = everySecond.build();
        store.imap.snapshot(inbox);
        store.statements().clear();

        store.imap.store(inbox, twoSteps, new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.DELETED)));
        assertThat(statements()).as("what is new, and two times three").hasSize(7);

        store.statements().clear();
        store.imap.copy(inbox, twoSteps, account, new MailboxName("Archive"));
        assertThat(statements())
                .as("find target, what is new, octets of each step, room; two times lock account and both, read, copy,"
                        + " note the date, update account and mailbox; write and forget the journal")
                .hasSize(21);

        store.statements().clear();
        store.imap.expunge(inbox, UidSet.range(1, UidSet.MAX_UID));
        assertThat(statements())
                .as("what is new; two times find owner, lock account and mailbox, read, log, put away, note,"
                        + " update account and mailbox")
                .hasSize(19);
    }
}
