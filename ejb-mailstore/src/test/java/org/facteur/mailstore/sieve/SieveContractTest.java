package org.facteur.mailstore.sieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.sieve.ScriptListing;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.sieve.ScriptResult;
import org.facteur.api.sieve.ScriptResult.Outcome;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** Scripts are kept, and run: what they say is what becomes of a message. */
class SieveContractTest extends StoreContract {

    private static final ScriptName MAIN = new ScriptName("main");

    private static ScriptResult put(AccountId account, String name, String script) throws MailStoreException {
        return store.sieve.put(account, new ScriptName(name), script.getBytes(StandardCharsets.UTF_8));
    }

    /** An account whose active script this is. */
    private static AccountId account(String name, String script) throws MailStoreException {
        AccountId account = store.account(name);
        run(account, script);
        return account;
    }

    private static void run(AccountId account, String script) throws MailStoreException {
        assertThat(put(account, "main", script)).isEqualTo(ScriptResult.DONE);
        assertThat(store.sieve.activate(account, MAIN)).isEqualTo(ScriptResult.DONE);
    }

    private static RecipientDecision deliver(String name) throws MailStoreException {
        return deliver(SmtpService.RELAY, message("hello"), address(name)).get(0);
    }

    private static long messages(AccountId account, String mailbox) throws MailStoreException {
        return store.imap.status(account, new MailboxName(mailbox)).messages();
    }

    private static long contents() {
        return store.number("SELECT COUNT(*) FROM content") + store.number("SELECT COUNT(*) FROM content_chunk");
    }

    @Test
    void scriptsAreKeptUnderTheirNamesAndOneOfThemIsActive() throws Exception {
        AccountId account = store.account(name());
        put(account, "b", "keep;");
        put(account, "a", "discard;");
        store.sieve.activate(account, new ScriptName("b"));

        assertThat(store.sieve.list(account))
                .containsExactly(
                        new ScriptListing(new ScriptName("a"), false), new ScriptListing(new ScriptName("b"), true));
        store.sieve.activate(account, new ScriptName("a"));
        assertThat(store.sieve.rename(account, new ScriptName("a"), new ScriptName("c")))
                .isEqualTo(ScriptResult.DONE);
        assertThat(put(account, "c", "stop;")).isEqualTo(ScriptResult.DONE);
        assertThat(store.sieve.list(account))
                .containsExactly(
                        new ScriptListing(new ScriptName("b"), false), new ScriptListing(new ScriptName("c"), true));
        assertThat(store.sieve.read(account, new ScriptName("c")).orElseThrow())
                .asString()
                .isEqualTo("stop;");
        assertThat(store.sieve.delete(account, new ScriptName("c")).outcome()).isEqualTo(Outcome.ACTIVE);
        store.sieve.deactivate(account);
        assertThat(store.sieve.delete(account, new ScriptName("c"))).isEqualTo(ScriptResult.DONE);
        assertThat(store.sieve.list(account)).containsExactly(new ScriptListing(new ScriptName("b"), false));
        assertThat(store.sieve.read(account, new ScriptName("c"))).isEmpty();
    }

    @Test
    void whatCannotBeDoneChangesNothing() throws Exception {
        AccountId account = store.account(name());
        put(account, "a", "keep;");
        put(account, "b", "keep;");
        ScriptName none = new ScriptName("none");

        assertThat(put(account, "a", "wrong"))
                .isEqualTo(new ScriptResult(Outcome.INVALID, List.of("line 1: There should be ; before the end")));
        assertThat(store.sieve.activate(account, none).outcome()).isEqualTo(Outcome.NONEXISTENT);
        assertThat(store.sieve.delete(account, none).outcome()).isEqualTo(Outcome.NONEXISTENT);
        assertThat(store.sieve.rename(account, none, MAIN).outcome()).isEqualTo(Outcome.NONEXISTENT);
        assertThat(store.sieve
                        .rename(account, new ScriptName("a"), new ScriptName("b"))
                        .outcome())
                .isEqualTo(Outcome.ALREADY_EXISTS);
        assertThat(store.sieve.read(account, new ScriptName("a")).orElseThrow())
                .asString()
                .isEqualTo("keep;");
        assertThat(store.sieve
                        .check(account, "keep".getBytes(StandardCharsets.UTF_8))
                        .outcome())
                .isEqualTo(Outcome.INVALID);
    }

    @Test
    void scriptsHaveLimits() throws Exception {
        AccountId account = store.account(name());
        for (int i = 0; i < 32; i++) {
            assertThat(put(account, "script " + i, "keep;")).isEqualTo(ScriptResult.DONE);
        }

        assertThat(put(account, "one more", "keep;").outcome()).isEqualTo(Outcome.TOO_MANY);
        assertThat(store.sieve.checkSpace(account, MAIN, 10).outcome()).isEqualTo(Outcome.TOO_MANY);
        assertThat(put(account, "script 1", "stop;")).isEqualTo(ScriptResult.DONE);
        assertThat(store.sieve.checkSpace(account, new ScriptName("script 1"), 65_536))
                .isEqualTo(ScriptResult.DONE);
        assertThat(store.sieve
                        .checkSpace(account, new ScriptName("script 1"), 65_537)
                        .outcome())
                .isEqualTo(Outcome.TOO_LARGE);
        assertThat(put(account, "script 1", "#".repeat(65_537)).outcome()).isEqualTo(Outcome.TOO_LARGE);
    }

    @Test
    void namesOfEveryPlaneAreKept() throws Exception {
        AccountId account = store.account(name());
        String longest = "\uD83D\uDCE8".repeat(ScriptName.MAX_LENGTH);
        put(account, longest, "keep;");
        assertThat(store.sieve.list(account)).containsExactly(new ScriptListing(new ScriptName(longest), false));
    }

    @Test
    void aMessageIsFiledWithItsFlags() throws Exception {
        String name = name();
        AccountId account = account(
                name,
                "require [\"fileinto\", \"imap4flags\"]; if header :contains \"subject\" \"HELLO\""
                        + " { addflag [\"\\\\Seen\", \"$Work\"]; fileinto \"Archive\"; }");

        assertThat(deliver(name)).isEqualTo(RecipientDecision.ACCEPTED);

        assertThat(messages(account, "INBOX")).isZero();
        MailboxStatus archive = store.imap.status(account, new MailboxName("Archive"));
        assertThat(archive.messages()).isEqualTo(1);
        assertThat(archive.unseen()).isZero();
        MailboxSnapshot snapshot = store.imap.select(account, new MailboxName("Archive"));
        FlagTable table = snapshot.flagTable();
        assertThat(table.names(snapshot.flags(1))).containsExactlyInAnyOrder("\\Seen", "$Work");
    }

    @Test
    void copiesShareTheirContentAndCountEach() throws Exception {
        String name = name();
        AccountId account =
                account(name, "require [\"fileinto\", \"copy\"]; fileinto :copy \"Archive\"; fileinto :copy \"Junk\";");

        deliver(name);

        List<FetchedMessage> copies = new ArrayList<>();
        for (String mailbox : List.of("INBOX", "Archive", "Junk")) {
            copies.addAll(store.imap.fetch(mailbox(account, mailbox), uids(1), Set.of(FetchPart.HEADER)));
        }
        assertThat(copies).hasSize(3);
        assertThat(copies.stream().map(FetchedMessage::content).distinct()).hasSize(1);
        assertThat(store.number("SELECT used_bytes FROM account WHERE address = '" + address(name) + "'"))
                .isEqualTo(3 * copies.get(0).size());
    }

    @Test
    void whatIsDiscardedLeavesNothing() throws Exception {
        String name = name();
        AccountId account = account(name, "discard;");
        long contents = contents();

        assertThat(deliver(name)).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(deliver(SmtpService.RELAY, message("x") + "y".repeat(500_000), address(name)))
                .containsExactly(RecipientDecision.ACCEPTED);

        assertThat(messages(account, "INBOX")).isZero();
        assertThat(contents()).isEqualTo(contents);
    }

    @Test
    void aMailboxIsMadeWithThoseAboveIt() throws Exception {
        String name = name();
        AccountId account = account(name, "require [\"fileinto\", \"mailbox\"]; fileinto :create \"Lists/dev\";");

        deliver(name);
        deliver(name);

        assertThat(messages(account, "Lists/dev")).isEqualTo(2);
        assertThat(messages(account, "Lists")).isZero();
    }

    @Test
    void withoutThatMailboxItGoesToInbox() throws Exception {
        String name = name();
        AccountId account = account(
                name,
                "require [\"fileinto\", \"mailbox\"]; if mailboxexists \"Archive\" { fileinto \"None\"; } else {"
                        + " discard; }");

        deliver(name);

        assertThat(messages(account, "INBOX")).isEqualTo(1);
    }

    @Test
    void aScriptThatFailsKeepsTheMessage() throws Exception {
        String name = name();
        AccountId account = account(
                name,
                "require [\"fileinto\", \"variables\"]; set \"x\" \"a//b\"; fileinto \"Archive\"; fileinto \"${x}\";");

        assertThat(deliver(name)).isEqualTo(RecipientDecision.ACCEPTED);

        assertThat(messages(account, "INBOX")).isEqualTo(1);
        assertThat(messages(account, "Archive")).isZero();
    }

    @Test
    void withoutRoomForAllCopiesThereIsOne() throws Exception {
        String name = name();
        AccountId account = store.account(name, 1000L);
        run(
                account,
                "require [\"fileinto\", \"copy\"]; fileinto :copy \"Archive\"; fileinto :copy \"Junk\"; fileinto :copy"
                        + " \"Trash\";");

        assertThat(deliver(SmtpService.RELAY, message("x") + "y".repeat(300), address(name)))
                .containsExactly(RecipientDecision.ACCEPTED);

        assertThat(messages(account, "INBOX")).isEqualTo(1);
        assertThat(messages(account, "Archive")).isZero();
        assertThat(deliver(SmtpService.RELAY, message("x") + "y".repeat(600), address(name)))
                .containsExactly(RecipientDecision.OVER_QUOTA);
    }

    @Test
    void whatTheOnlyRecipientRefusesIsRefused() throws Exception {
        String name = name();
        AccountId account = account(name, "require \"ereject\"; ereject \"no\";");
        long contents = contents();

        assertThat(deliver(name)).isEqualTo(RecipientDecision.REFUSED);

        assertThat(messages(account, "INBOX")).isZero();
        assertThat(contents()).isEqualTo(contents);
    }

    @Test
    void withOneAnswerForSeveralARefusalOfOneIsKept() throws Exception {
        String refusing = name();
        AccountId account = account(refusing, "require \"reject\"; reject \"no\";");
        String other = name();
        store.account(other);

        assertThat(deliver(SmtpService.RELAY, message("x"), address(refusing), address(other)))
                .containsOnly(RecipientDecision.ACCEPTED);
        assertThat(messages(account, "INBOX")).isEqualTo(1);

        assertThat(deliver(SmtpService.LMTP, message("x"), address(refusing), address(other)))
                .containsExactly(RecipientDecision.REFUSED, RecipientDecision.ACCEPTED);
        assertThat(messages(account, "INBOX")).isEqualTo(1);
    }

    @Test
    void everyRecipientHasItsOwnScriptAndTheBodyIsReadForAll() throws Exception {
        String script = "require [\"body\", \"envelope\", \"fileinto\"]; if allof (body :contains \"about news\","
                + " envelope :localpart \"to\" \"%s\") { fileinto \"Archive\"; }";
        String one = name();
        String two = name();
        AccountId first = account(one, script.formatted(one));
        AccountId second = account(two, script.formatted("somebody"));

        deliver(SmtpService.RELAY, message("news"), address(one), address(two));

        assertThat(messages(first, "Archive")).isEqualTo(1);
        assertThat(messages(second, "INBOX")).isEqualTo(1);
    }

    @Test
    void aScriptPutInThePlaceOfTheActiveOneRunsAtOnce() throws Exception {
        String name = name();
        AccountId account = account(name, "discard;");
        deliver(name);
        put(account, "main", "keep;");
        deliver(name);
        store.sieve.deactivate(account);
        deliver(name);

        assertThat(messages(account, "INBOX")).isEqualTo(2);
    }

    @Test
    void anAccountThatIsDeletedTakesItsScriptsWithIt() throws Exception {
        String name = name();
        AccountId account = account(name, "discard;");
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(name));
            return true;
        });
        assertThat(store.number("SELECT COUNT(*) FROM sieve_script WHERE account_id = " + account.value()))
                .isZero();
    }
}
