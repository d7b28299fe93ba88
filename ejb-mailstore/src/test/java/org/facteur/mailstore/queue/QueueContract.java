package org.facteur.mailstore.queue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.Report.Reach;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.BeforeEach;

/** A sender with an account, and what passes mail on, as the adapter does. Each test has a destination of its own. */
abstract class QueueContract extends StoreContract {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    String sender = "";
    AccountId account = new AccountId(0);
    String domain = "";

    @BeforeEach
    void sender() {
        String name = name();
        account = store.account(name);
        sender = address(name);
        domain = name + ".example";
    }

    static QueueService queue() {
        return store.bean(QueueService.class);
    }

    static <T> T inTransaction(Callable<T> work) {
        return store.required(work);
    }

    SmtpClient submitter() {
        String name = sender.substring(0, sender.indexOf('@'));
        Account login = store.login(name);
        return new SmtpClient(
                SmtpService.SUBMISSION,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "client.example.org",
                Optional.empty(),
                Optional.of(login));
    }

    List<RecipientDecision> submit(String text, String... recipients) throws Exception {
        return submit(
                MailParameters.NONE,
                text,
                Arrays.stream(recipients).map(RcptTo::of).toArray(RcptTo[]::new));
    }

    List<RecipientDecision> submit(MailParameters parameters, String text, RcptTo... recipients) throws Exception {
        return store.smtp.deliver(new InboundMessage(
                submitter(), new MailFrom(sender, parameters), List.of(recipients), source(text), NOW));
    }

    Claim claim(Instant now) {
        return claim(100, now);
    }

    Claim claim(int recipients, Instant now) {
        return inTransaction(() -> queue().claim(domain, recipients, now));
    }

    /** Everything that is claimed ends so. */
    void report(Claim claim, Ending ending, Reach reach, Instant now) {
        for (QueuedMessage message : claim.messages()) {
            List<Outcome> outcomes = new ArrayList<>();
            message.recipients().forEach(recipient -> outcomes.add(ending.of(recipient.id())));
            Report report = new Report(message.id(), claim.token(), domain, reach, outcomes);
            inTransaction(() -> {
                queue().report(report, now);
                return true;
            });
        }
    }

    void report(Claim claim, Ending ending, Instant now) {
        report(claim, ending, Reach.UNTRIED, now);
    }

    /** How an attempt ends for a recipient. */
    interface Ending {
        Outcome of(long recipient);
    }

    static final RemoteAnswer REFUSED =
            new RemoteAnswer("mx.example.net [192.0.2.1]", 550, "5.1.1", "No such user here");
    static final RemoteAnswer GREYLISTED = new RemoteAnswer("mx.example.net [192.0.2.1]", 451, "4.7.1", "Come later");
    static final RemoteAnswer TAKEN = new RemoteAnswer("mx.example.net [192.0.2.1]", 250, "2.0.0", "Queued");

    static Outcome delivered(long recipient) {
        return new Outcome.Delivered(recipient, TAKEN, false);
    }

    static Outcome failed(long recipient) {
        return new Outcome.Failed(recipient, REFUSED);
    }

    static Outcome deferred(long recipient) {
        return new Outcome.Deferred(recipient, GREYLISTED);
    }

    long waiting() {
        return store.number("SELECT COUNT(*) FROM queue_recipient WHERE destination = '" + domain + "'");
    }

    /** What the sender finds in INBOX, as text. */
    List<String> inbox() throws Exception {
        List<String> messages = new ArrayList<>();
        for (FetchedMessage message :
                store.imap.fetch(store.inbox(account), UidSet.range(1, 1_000), Set.of(FetchPart.HEADER))) {
            messages.add(new String(
                    store.imap
                            .read(List.of(new ContentRange(message.content(), 0, 500_000)))
                            .get(0),
                    StandardCharsets.UTF_8));
        }
        return messages;
    }
}
