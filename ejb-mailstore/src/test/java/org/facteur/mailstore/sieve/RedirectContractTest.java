package org.facteur.mailstore.sieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.sieve.ScriptResult;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreAudit;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.queue.LocalDelivery;
import org.facteur.mailstore.queue.QueueService;
import org.junit.jupiter.api.Test;

/** What scripts redirect goes through the queue, to other servers and to this one, and never in circles. */
class RedirectContractTest extends StoreContract {

    private static AccountId account(String name, String script) throws Exception {
        AccountId account = store.account(name);
        ScriptName main = new ScriptName("main");
        assertThat(store.sieve.put(account, main, script.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(ScriptResult.DONE);
        assertThat(store.sieve.activate(account, main)).isEqualTo(ScriptResult.DONE);
        return account;
    }

    private static void deliver(String name, String text) throws Exception {
        assertThat(deliver(SmtpService.RELAY, text, address(name))).containsOnly(RecipientDecision.ACCEPTED);
    }

    private static void deliverHere() throws Exception {
        while (store.bean(LocalDelivery.class).deliver(100)) {
            // Some are due yet.
        }
    }

    private static List<QueuedMessage> queued(String destination) {
        return store.required(
                () -> store.bean(QueueService.class).claim(destination, 100).messages());
    }

    private static String octets(QueuedMessage message) throws Exception {
        return text(octets(store.imap, message.content(), message.offset(), (int) message.size()));
    }

    private static List<String> inbox(AccountId account) throws Exception {
        List<String> messages = new ArrayList<>();
        for (FetchedMessage message :
                store.imap.fetch(store.inbox(account), UidSet.range(1, 1_000), Set.of(FetchPart.HEADER))) {
            messages.add(text(store.imap
                    .read(List.of(new ContentRange(message.content(), 0, (int) message.size())))
                    .get(0)));
        }
        return messages;
    }

    @Test
    void whatGoesToAnotherServerComesBackToThisOneIfItCannot() throws Exception {
        String name = name();
        String remote = name + ".example";
        AccountId account = account(name, "redirect \"Bob@" + remote + "\"; redirect \"bob@" + remote + "\";");

        deliver(name, message("redirected"));

        assertThat(inbox(account)).isEmpty();
        assertThat(queued(remote)).singleElement().satisfies(message -> {
            assertThat(message.recipients())
                    .extracting(recipient -> recipient.rcptTo().forwardPath())
                    .containsExactly("Bob@" + remote);
            assertThat(message.mailFrom().reversePath())
                    .matches(
                            "SRS0=.{8}=..=example\\.org=sender@" + address(name).replaceAll(".*@", ""));
            assertThat(octets(message))
                    .isEqualTo(MailFilter.REDIRECTED + ": " + address(name) + "\r\n" + message("redirected"));
        });
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void aCopyStaysHereAndAReportKeepsItsEmptyReversePath() throws Exception {
        String name = name();
        String remote = name + ".example";
        AccountId account = account(name, "require \"copy\"; redirect :copy \"bob@" + remote + "\";");

        store.smtp.deliver(new InboundMessage(
                client(SmtpService.RELAY), "", List.of(address(name)), source(message("report")), ARRIVED));

        assertThat(inbox(account)).hasSize(1);
        assertThat(queued(remote))
                .singleElement()
                .satisfies(message -> assertThat(message.mailFrom().isNull()).isTrue());
    }

    @Test
    void whatHasBeenRedirectedByTheAccountBeforeIsKept() throws Exception {
        String name = name();
        String remote = name + ".example";
        AccountId account = account(name, "redirect \"bob@" + remote + "\";");

        deliver(
                name,
                MailFilter.REDIRECTED.toLowerCase(java.util.Locale.ROOT) + ": " + address(name) + "\r\n"
                        + message("back again"));
        deliver(name, (MailFilter.REDIRECTED + ": somebody@example.org\r\n").repeat(10) + message("long on its way"));

        assertThat(inbox(account)).hasSize(2);
        assertThat(queued(remote)).isEmpty();
    }

    @Test
    void whatStaysHereIsDeliveredAndACircleEndsWithItsFirst() throws Exception {
        String first = name();
        String second = name();
        AccountId one = account(first, "redirect \"" + address(second) + "\";");
        AccountId two = account(second, "require \"copy\"; redirect :copy \"" + address(first) + "\";");

        deliver(first, message("around"));
        assertThat(inbox(one)).isEmpty();
        deliverHere();
        deliverHere();

        assertThat(inbox(two))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("Return-Path: <sender@example.org>\r\n" + MailFilter.REDIRECTED + ": "
                                + address(first)));
        assertThat(inbox(one))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .contains(MailFilter.REDIRECTED + ": " + address(second) + "\r\n" + MailFilter.REDIRECTED));
        assertThat(store.number("SELECT COUNT(*) FROM queue_recipient WHERE destination = '[here]'"))
                .isZero();
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void thatNobodyIsThereIsToldToTheSender() throws Exception {
        String sender = name();
        AccountId told = store.account(sender);
        String name = name();
        account(name, "redirect \"nobody-" + address(name) + "\";");

        store.smtp.deliver(new InboundMessage(
                client(SmtpService.RELAY),
                address(sender),
                List.of(address(name)),
                source(message("for nobody")),
                Instant.now()));
        deliverHere();
        // The report waits in the queue as well.
        deliverHere();

        assertThat(inbox(told))
                .singleElement()
                .satisfies(text ->
                        assertThat(text).contains("Final-Recipient: rfc822; nobody-" + address(name), "Status: 5.1.1"));
    }

    @Test
    void groupsAndOthersAreServedBesideARedirection() throws Exception {
        String name = name();
        String other = name();
        account(name, "redirect \"bob@" + name + ".example\";");
        AccountId second = store.account(other);

        assertThat(deliver(SmtpService.RELAY, message("for two"), address(name), address(other)))
                .containsOnly(RecipientDecision.ACCEPTED);

        assertThat(inbox(second)).hasSize(1);
        assertThat(queued(name + ".example")).hasSize(1);
    }
}
