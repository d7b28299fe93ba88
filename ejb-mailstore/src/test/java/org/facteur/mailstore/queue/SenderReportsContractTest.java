package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.util.QPDecoderStream;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.Ret;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.harness.StoreAudit;
import org.junit.jupiter.api.Test;

/** What senders hear, and what they do not. */
class SenderReportsContractTest extends QueueContract {

    private RcptTo recipient(Notify... wanted) {
        return new RcptTo("bob@" + domain, new RcptParameters(Set.of(wanted), Optional.empty()));
    }

    private static MimeMessage parsed(String text) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String part(String report, int number) throws Exception {
        BodyPart part = ((Multipart) parsed(report).getContent()).getBodyPart(number);
        try (InputStream octets = part.getInputStream()) {
            return new String(octets.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aRefusalComesBackWithTheWordsOfTheRemote() throws Exception {
        RcptTo asked = new RcptTo(
                "bob@" + domain,
                new RcptParameters(Set.of(), Optional.of(new OriginalRecipient("rfc822", "Bob@" + domain))));
        submit(MailParameters.builder().envid("envelope 7").build(), message("refused"), asked);

        report(claim(NOW), QueueContract::failed, NOW);

        assertThat(waiting()).isZero();
        String report = inbox().get(0);
        assertThat(report).startsWith("Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@");
        MimeMessage parsed = parsed(report);
        ContentType type = new ContentType(parsed.getContentType());
        assertThat(type.match("multipart/report")).isTrue();
        assertThat(type.getParameter("report-type")).isEqualTo("delivery-status");
        assertThat(parsed.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(parsed.getAllRecipients()).extracting(Object::toString).containsExactly(sender);
        assertThat(part(report, 0))
                .contains("It could not be delivered to <bob@" + domain + ">")
                .contains("Il n'a pas pu être remis à <bob@" + domain + ">")
                .contains("mx.example.net [192.0.2.1] said:\r\n    550 No such user here");
        assertThat(part(report, 1))
                .contains("Original-Envelope-Id: envelope 7\r\n")
                .contains("Reporting-MTA: dns; ")
                .contains("\r\n\r\nOriginal-Recipient: rfc822; Bob@" + domain + "\r\nFinal-Recipient: rfc822; bob@"
                        + domain + "\r\nAction: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.example.net [192.0.2.1]"
                        + "\r\nDiagnostic-Code: smtp; 550 No such user here\r\n");
        assertThat(part(report, 2)).isEqualTo(message("refused"));
    }

    @Test
    void oneReportIsForAllThatFailTogether() throws Exception {
        submit(message("two"), "bob@" + domain, "carol@" + domain);

        report(claim(NOW), QueueContract::failed, NOW);

        assertThat(inbox()).hasSize(1);
        assertThat(part(inbox().get(0), 1)).contains("rfc822; bob@").contains("rfc822; carol@");
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void ofALargeMessageOnlyTheHeaderComesBack() throws Exception {
        String large = message("large") + "A line of a large message.\r\n".repeat(4_000);
        submit(large, "bob@" + domain);

        report(claim(NOW), QueueContract::failed, NOW);

        String report = inbox().get(0);
        assertThat(report).contains("Content-Type: text/rfc822-headers\r\n");
        assertThat(part(report, 2)).isEqualTo(large.substring(0, large.indexOf("\r\n\r\n") + 2));
    }

    @Test
    void theSenderSaysHowMuchComesBack() throws Exception {
        String large = message("large") + "A line of a large message.\r\n".repeat(4_000);
        submit(MailParameters.builder().ret(Ret.FULL).build(), large, recipient());
        report(claim(NOW), QueueContract::failed, NOW);
        submit(MailParameters.builder().ret(Ret.HDRS).build(), message("small"), recipient());
        report(claim(NOW), QueueContract::failed, NOW);

        assertThat(part(inbox().get(0), 2)).isEqualTo(large);
        assertThat(part(inbox().get(1), 2)).startsWith("From: ").doesNotContain("This is about");
    }

    @Test
    void theSenderSaysOfWhatToHear() throws Exception {
        submit(MailParameters.NONE, message("never"), recipient(Notify.NEVER));
        report(claim(NOW), QueueContract::failed, NOW);
        submit(MailParameters.NONE, message("success only"), recipient(Notify.SUCCESS));
        report(claim(NOW), QueueContract::failed, NOW);
        assertThat(inbox()).isEmpty();

        submit(MailParameters.NONE, message("passed on"), recipient(Notify.SUCCESS));
        report(claim(NOW), QueueContract::delivered, NOW);
        assertThat(part(inbox().get(0), 1)).contains("Action: relayed\r\nStatus: 2.0.0\r\n");
        assertThat(part(inbox().get(0), 2)).as("the header only").doesNotContain("This is about");

        submit(MailParameters.NONE, message("the remote reports"), recipient(Notify.SUCCESS));
        report(claim(NOW), id -> new Outcome.Delivered(id, TAKEN, true), NOW);
        assertThat(inbox()).hasSize(1);
    }

    @Test
    void nobodyHearsOfAReportThatFails() throws Exception {
        store.smtp.deliver(new InboundMessage(
                submitter(), MailFrom.of(""), List.of(RcptTo.of("bob@" + domain)), source(message("null")), NOW));

        report(claim(NOW), QueueContract::failed, NOW);

        assertThat(waiting()).isZero();
        assertThat(inbox()).isEmpty();
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void aSenderWhoIsGoneHearsNothing() throws Exception {
        submit(message("orphan"), "bob@" + domain);
        Claim claim = claim(NOW);
        store.administer(() -> {
            store.bean(AccountService.class).delete(sender);
            return true;
        });

        report(claim, QueueContract::failed, NOW);

        assertThat(waiting()).isZero();
    }

    @Test
    void aReportToSomebodyElsewhereIsQueued() throws Exception {
        String elsewhere = "alice@from." + domain;
        store.smtp.deliver(new InboundMessage(
                submitter(),
                MailFrom.of(elsewhere),
                List.of(RcptTo.of("bob@" + domain)),
                source(message("from elsewhere")),
                NOW));
        report(claim(NOW), QueueContract::failed, NOW);

        Claim report = inTransaction(() -> queue().claim("from." + domain, 10, NOW.plusSeconds(1)));
        assertThat(report.messages()).hasSize(1);
        assertThat(report.messages().get(0).mailFrom().isNull()).isTrue();
        assertThat(report.messages().get(0).recipients().get(0).rcptTo().forwardPath())
                .isEqualTo(elsewhere);
    }

    @Test
    void whatIsLateIsSaidOnceAndThenThatItIsGivenUp() throws Exception {
        submit(message("slow"), "bob@" + domain);
        report(claim(NOW), QueueContract::deferred, NOW);
        QueueKeeper keeper = store.bean(QueueKeeper.class);

        keeper.look(NOW.plus(Duration.ofHours(3)));
        assertThat(inbox()).isEmpty();
        keeper.look(NOW.plus(Duration.ofHours(5)));
        keeper.look(NOW.plus(Duration.ofHours(9)));
        assertThat(inbox()).hasSize(1);
        assertThat(part(inbox().get(0), 1))
                .contains("Action: delayed\r\nStatus: 4.7.1\r\n")
                .contains("Diagnostic-Code: smtp; 451 Come later\r\n")
                .contains("Will-Retry-Until: Fri, 6 Mar 2026 12:00:00 +0000\r\n");
        assertThat(waiting()).isEqualTo(1);

        keeper.look(NOW.plus(Duration.ofDays(5)));
        assertThat(inbox()).hasSize(2);
        assertThat(part(inbox().get(1), 1))
                .contains("Action: failed\r\nStatus: 4.4.7\r\n")
                .contains("Diagnostic-Code: smtp; 451 Come later\r\n");
        assertThat(waiting()).isZero();
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void whatSomebodyWorksOnIsNotGivenUpMeanwhile() throws Exception {
        submit(message("in the last minute"), "bob@" + domain);
        Instant end = NOW.plus(Duration.ofDays(5));
        Claim last = claim(end.minusSeconds(1));

        store.bean(QueueKeeper.class).look(end.plusSeconds(1));
        assertThat(waiting()).isEqualTo(1);

        report(last, QueueContract::deferred, end.plusSeconds(2));
        assertThat(waiting()).isZero();
        assertThat(part(inbox().get(0), 1)).contains("Action: failed\r\nStatus: 4.4.7\r\n");
    }

    @Test
    void aDeadlineEndsItSooner() throws Exception {
        DeliverBy soon = new DeliverBy(NOW.plusSeconds(600), DeliverBy.Mode.RETURN, false);
        submit(MailParameters.builder().deliverBy(soon).build(), message("urgent"), recipient());

        store.bean(QueueKeeper.class).look(NOW.plusSeconds(599));
        assertThat(waiting()).isEqualTo(1);
        store.bean(QueueKeeper.class).look(NOW.plusSeconds(600));

        assertThat(waiting()).isZero();
        assertThat(part(inbox().get(0), 1)).contains("Action: failed\r\nStatus: 4.4.7\r\n");
    }

    @Test
    void whatARemoteSaysBeginsNoLineOfItsOwn() throws Exception {
        submit(message("injected"), "bob@" + domain);
        RemoteAnswer hostile = new RemoteAnswer(
                "mx\r\nX-Evil: 1",
                550,
                "5.0.0",
                "No\r\nAction: delivered\r\n\r\n--=_x\u0000 \u2028 " + "x".repeat(5_000));

        report(claim(NOW), id -> new Outcome.Failed(id, hostile), NOW);

        String report = inbox().get(0);
        assertThat(report)
                .doesNotContain("\nX-Evil")
                .doesNotContain("\nAction: delivered")
                .doesNotContain("\u0000");
        assertThat(report.lines()).allMatch(line -> line.length() <= 1_200);
        assertThat(part(report, 2)).isEqualTo(message("injected"));
    }

    @Test
    void addressesInUnicodeAreShownAsTheyAre() throws Exception {
        submit(MailParameters.builder().smtpUtf8().build(), message("unicode"), RcptTo.of("bücher@" + domain));

        report(claim(NOW), QueueContract::failed, NOW);

        String report = inbox().get(0);
        assertThat(report).contains("Content-Type: message/global-delivery-status\r\n");
        assertThat(report).contains("Final-Recipient: utf-8; bücher@" + domain + "\r\n");
        assertThat(part(report, 0)).contains("<bücher@" + domain + ">");
    }

    @Test
    void whatCannotBeReadAnyMoreIsReportedWithout() throws Exception {
        submit(message("lost"), "bob@" + domain);
        Claim claim = claim(NOW);
        long content = claim.messages().get(0).content().value();
        inTransaction(() -> store.bean(ContentWiper.class).wipe(content));

        report(claim, QueueContract::failed, NOW);

        assertThat(waiting()).isZero();
        assertThat(part(inbox().get(0), 1)).contains("Action: failed");
    }

    /** Takes octets away, as a damaged disk does. */
    static class ContentWiper {

        @PersistenceContext
        private EntityManager entityManager;

        int wipe(long content) {
            return entityManager
                    .createNativeQuery("DELETE FROM content WHERE id = " + content)
                    .executeUpdate();
        }
    }

    @Test
    void quotedPrintableIsReadAsItWasWritten() throws Exception {
        String text = "Été = summer \nends with a space \n" + "é".repeat(200) + "\n\n.\n";

        String encoded = QuotedPrintable.encode(text);

        assertThat(encoded.split("\r\n")).allMatch(line -> line.length() <= 76);
        assertThat(new String(
                        new QPDecoderStream(new ByteArrayInputStream(encoded.getBytes(StandardCharsets.US_ASCII)))
                                .readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(text.replace("\n", "\r\n") + "\r\n");
    }
}
