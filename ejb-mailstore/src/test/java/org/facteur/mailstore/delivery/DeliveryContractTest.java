package org.facteur.mailstore.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.network.InternationalDomain;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.account.AccountChange;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class DeliveryContractTest extends StoreContract {

    private static final String RETURN_PATH = "Return-Path: <sender@example.org>\r\n";

    @Test
    void aMessageIsInTheInboxOfEachRecipientAndItsContentOnce() throws Exception {
        String alice = name();
        String bob = name();
        AccountId first = store.account(alice);
        AccountId second = store.account(bob);
        long contents = store.number("SELECT COUNT(*) FROM content");

        assertThat(deliver(SmtpService.RELAY, message("hello"), address(alice), address(bob)))
                .containsOnly(RecipientDecision.ACCEPTED);

        FetchedMessage one = inboxMessage(first);
        FetchedMessage two = inboxMessage(second);
        assertThat(one.content()).isEqualTo(two.content());
        assertThat(store.number("SELECT COUNT(*) FROM content")).isEqualTo(contents + 1);
        assertThat(one.internalDate()).isEqualTo(ARRIVED);
        assertThat(text(octets(store.imap, one.content(), 0, 100_000))).isEqualTo(RETURN_PATH + message("hello"));
        assertThat(text(one.header())).startsWith(RETURN_PATH);
        MailboxStatus status = store.imap.status(first, MailboxName.INBOX);
        assertThat(status.messages()).isEqualTo(1);
        assertThat(status.unseen()).isEqualTo(1);
        assertThat(status.recent()).isEqualTo(1);
        assertThat(status.size()).isEqualTo(one.size());
    }

    private static FetchedMessage inboxMessage(AccountId account) throws Exception {
        return store.imap
                .fetch(store.inbox(account), UidSet.of(1), Set.of(FetchPart.HEADER))
                .get(0);
    }

    @Test
    void whoIsNamedTwiceGetsTheMessageOnce() throws Exception {
        String name = name();
        AccountId account = store.account(name);

        deliver(
                SmtpService.RELAY,
                message("twice"),
                address(name),
                name.toUpperCase(Locale.ROOT) + "@EXAMPLE.test",
                "\"" + name + "\"@example.test");

        assertThat(store.imap.status(account, MailboxName.INBOX).messages()).isEqualTo(1);
    }

    @Test
    void rcptIsAnsweredFromTheStore() throws Exception {
        String alice = name();
        store.account(alice);
        String full = name();
        store.account(full, 10L);
        String disabled = name();
        store.account(disabled);
        store.administer(() ->
                store.bean(AccountService.class).update(address(disabled), new AccountChange(null, null, null, false)));

        assertThat(check(address(alice))).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check(alice.toUpperCase(Locale.ROOT) + "@Example.TEST")).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(check("nobody@example.test")).isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThat(check("no body@example.test")).isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThat(check(alice + "@elsewhere.test")).isEqualTo(RecipientDecision.RELAY_DENIED);
        assertThat(check(alice)).isEqualTo(RecipientDecision.RELAY_DENIED);
        assertThat(check(address(disabled))).isEqualTo(RecipientDecision.DISABLED);
        assertThat(store.smtp.checkRecipient(client(SmtpService.RELAY), sized("", 11), RcptTo.of(address(full))))
                .isEqualTo(RecipientDecision.TOO_LARGE);
    }

    private static RecipientDecision check(String recipient) throws Exception {
        return store.smtp.checkRecipient(
                client(SmtpService.RELAY), MailFrom.of("sender@example.org"), RcptTo.of(recipient));
    }

    @Test
    void postmasterNeedsNoDomain() throws Exception {
        assertThat(check("Postmaster")).isEqualTo(RecipientDecision.UNKNOWN_USER);
        AccountId postmaster = store.account("postmaster");

        assertThat(check("POSTMASTER")).isEqualTo(RecipientDecision.ACCEPTED);
        assertThat(deliver(SmtpService.RELAY, message("help"), "Postmaster"))
                .containsExactly(RecipientDecision.ACCEPTED);

        assertThat(store.imap.status(postmaster, MailboxName.INBOX).messages()).isEqualTo(1);
        store.administer(() -> {
            store.bean(AccountService.class).delete("postmaster@example.test");
            return true;
        });
    }

    @Test
    void relayKeepsAMessageForAllOrForNone() throws Exception {
        String alice = name();
        AccountId account = store.account(alice);
        String full = name();
        store.account(full, 10L);
        long contents = store.number("SELECT COUNT(*) FROM content");

        assertThat(deliver(SmtpService.RELAY, message("mixed"), address(alice), address(full)))
                .containsExactly(RecipientDecision.ACCEPTED, RecipientDecision.TOO_LARGE);

        assertThat(store.imap.status(account, MailboxName.INBOX).messages()).isZero();
        assertThat(store.number("SELECT COUNT(*) FROM content")).isEqualTo(contents);
    }

    @Test
    void lmtpHasAnOutcomeForEachRecipient() throws Exception {
        String alice = name();
        AccountId account = store.account(alice);

        assertThat(deliver(
                        SmtpService.LMTP,
                        message("mixed"),
                        "nobody@example.test",
                        address(alice),
                        "bob@elsewhere.test"))
                .containsExactly(
                        RecipientDecision.UNKNOWN_USER, RecipientDecision.ACCEPTED, RecipientDecision.RELAY_DENIED);

        assertThat(store.imap.status(account, MailboxName.INBOX).messages()).isEqualTo(1);
    }

    @Test
    void aFullMailboxTakesMailAgainWhenThereIsRoom() throws Exception {
        String name = name();
        long size = RETURN_PATH.length() + message("number 1").length();
        AccountId account = store.account(name, 2 * size);
        assertThat(deliver(SmtpService.RELAY, message("number 1"), address(name)))
                .containsExactly(RecipientDecision.ACCEPTED);
        assertThat(deliver(SmtpService.RELAY, message("number 2"), address(name)))
                .containsExactly(RecipientDecision.ACCEPTED);

        assertThat(deliver(SmtpService.RELAY, message("number 3"), address(name)))
                .containsExactly(RecipientDecision.OVER_QUOTA);
        assertThat(store.smtp.checkRecipient(client(SmtpService.RELAY), sized("", size), RcptTo.of(address(name))))
                .isEqualTo(RecipientDecision.OVER_QUOTA);
        store.imap.move(store.inbox(account), UidSet.of(1), account, new MailboxName("Trash"));
        assertThat(deliver(SmtpService.RELAY, message("number 3"), address(name)))
                .containsExactly(RecipientDecision.OVER_QUOTA);
        store.imap.delete(account, new MailboxName("Trash"));
        assertThat(deliver(SmtpService.RELAY, message("number 3"), address(name)))
                .containsExactly(RecipientDecision.ACCEPTED);
    }

    @Test
    void aMessageFromNobodySaysSo() throws Exception {
        String name = name();
        AccountId account = store.account(name);

        store.smtp.deliver(new InboundMessage(
                client(SmtpService.RELAY), "", List.of(address(name)), source(message("bounce")), ARRIVED));

        assertThat(text(inboxMessage(account).header())).startsWith("Return-Path: <>\r\n");
    }

    @Test
    void whoIsLoggedInSendsUnderTheOwnAddress() throws Exception {
        String name = name();
        store.account(name);
        SmtpClient anonymous = client(SmtpService.SUBMISSION);
        SmtpClient loggedIn = new SmtpClient(
                anonymous.service(),
                anonymous.address(),
                anonymous.helo(),
                anonymous.tls(),
                Optional.of(store.login(name)));

        assertThat(store.smtp.checkSender(loggedIn, MailFrom.of(address(name).toUpperCase(Locale.ROOT))))
                .isEqualTo(SenderDecision.ACCEPTED);
        assertThat(store.smtp.checkSender(loggedIn, MailFrom.of(""))).isEqualTo(SenderDecision.ACCEPTED);
        assertThat(store.smtp.checkSender(loggedIn, MailFrom.of("somebody@else.test")))
                .isEqualTo(SenderDecision.NOT_OWNED);
    }

    @Test
    void anAddressBeyondAsciiIsOneHoweverItIsWritten() throws Exception {
        String name = name();
        String domain = "b\u00fccher-" + name + ".example";
        store.required(() -> store.bean(DomainService.class).create(domain));
        AccountId account = store.account("j\u00f6rg", domain, Quota.NONE);
        String ascii = InternationalDomain.toAscii(domain).orElseThrow();

        assertThat(deliver(
                        SmtpService.RELAY,
                        message("to both"),
                        "J\u00d6RG@" + domain,
                        "jo\u0308rg@" + ascii.toUpperCase(Locale.ROOT)))
                .containsExactly(RecipientDecision.ACCEPTED, RecipientDecision.ACCEPTED);
        assertThat(inboxMessage(account)).isNotNull();
        assertThat(check("niemand@" + domain)).isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThat(store.imap
                        .authenticate(new Credentials(
                                "j\u00f6rg@" + ascii, new Secret("j\u00f6rg"), InetAddress.getLoopbackAddress()))
                        .id())
                .isEqualTo(account);
    }

    @Test
    void anAccountSubmitsNoMoreInAnHourThanItMay() throws Exception {
        String name = name();
        store.account(name);
        SmtpClient anonymous = client(SmtpService.SUBMISSION);
        SmtpClient loggedIn = new SmtpClient(
                anonymous.service(),
                anonymous.address(),
                anonymous.helo(),
                anonymous.tls(),
                Optional.of(store.login(name)));
        MailFrom mailFrom = MailFrom.of(address(name));
        RcptTo remote = RcptTo.of("somebody@elsewhere.example");
        assertThat(store.smtp.checkRecipient(loggedIn, mailFrom, remote))
                .isEqualTo(RecipientDecision.ACCEPTED_FOR_RELAY);
        List<RcptTo> many = IntStream.range(0, 4_999)
                .mapToObj(i -> RcptTo.of("somebody" + i + "@elsewhere.example"))
                .toList();

        assertThat(store.smtp.deliver(new InboundMessage(loggedIn, mailFrom, many, source(message("many")), ARRIVED)))
                .containsOnly(RecipientDecision.ACCEPTED_FOR_RELAY);
        assertThat(store.smtp.deliver(new InboundMessage(loggedIn, mailFrom, many, source(message("more")), ARRIVED)))
                .containsOnly(RecipientDecision.RATE_LIMITED);
        assertThat(store.smtp.deliver(
                        new InboundMessage(loggedIn, mailFrom, List.of(remote), source(message("one")), ARRIVED)))
                .containsExactly(RecipientDecision.ACCEPTED_FOR_RELAY);
        assertThat(store.smtp.checkRecipient(loggedIn, mailFrom, remote)).isEqualTo(RecipientDecision.RATE_LIMITED);
        assertThat(store.smtp.checkSender(loggedIn, mailFrom)).isEqualTo(SenderDecision.ACCEPTED);
    }

    @Test
    void headersThatNoDatabaseTakesAreStillDelivered() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        String odd = "Subject: =?utf-8?B?AAECA+2goA==?= \u00ff\r\n"
                + "Message-ID: <\u0000@x>\r\n"
                + "References: <a\u0000b@c>\r\n\r\n"
                + "body\u0000\r\n";

        assertThat(deliver(SmtpService.RELAY, odd, address(name))).containsExactly(RecipientDecision.ACCEPTED);

        assertThat(text(octets(store.imap, inboxMessage(account).content(), 0, 10_000)))
                .isEqualTo(RETURN_PATH + odd);
    }

    @Test
    void aPasswordOpensAnAccountAndNoOther() throws Exception {
        String name = name();
        store.account(name);

        assertThat(store.login(name).address()).isEqualTo(address(name));
        assertThat(new Secret(name).toString()).doesNotContain(name);
    }
}
