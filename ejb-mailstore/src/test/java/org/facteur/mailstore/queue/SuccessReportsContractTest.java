package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.TestStore;
import org.facteur.mailstore.routing.Posting;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteService;
import org.junit.jupiter.api.Test;

/** What senders hear of what arrives here, when, and what they do not (RFC 3461 section 5.2.7, RFC 4865, RFC 2852). */
class SuccessReportsContractTest extends QueueContract {

    private static RcptTo asking(String address, Notify... wanted) {
        return new RcptTo(
                address,
                new RcptParameters(Set.of(wanted), Optional.of(new OriginalRecipient("rfc822", "first@example.com"))));
    }

    private String somebody() {
        String name = name();
        store.account(name);
        return address(name);
    }

    private String alias(String... targets) {
        String address = address(name());
        store.required(() -> store.bean(RouteService.class).create(RouteDraft.alias(address, List.of(targets))));
        return address;
    }

    private String group(String... members) {
        String address = address(name());
        store.required(() -> store.bean(RouteService.class)
                .create(new RouteDraft(
                        address,
                        RouteKind.GROUP,
                        List.of(members),
                        "The team",
                        Posting.ANYONE,
                        Optional.empty(),
                        List.of())));
        return address;
    }

    /** What the sender finds in INBOX once what is due has been delivered. */
    private List<String> told() throws Exception {
        return told(NOW.plusSeconds(60));
    }

    private List<String> told(Instant now) throws Exception {
        while (store.bean(LocalDelivery.class).deliver(100, now)) {
            // until nothing is due
        }
        return inbox();
    }

    private static String reportOf(List<String> inbox) {
        return inbox.stream()
                .filter(text -> text.contains("Action: "))
                .findFirst()
                .orElse("");
    }

    @Test
    void whatIsDeliveredHereIsReportedIfThatIsWanted() throws Exception {
        String here = somebody();
        submit(
                MailParameters.builder().envid("e 1").build(),
                message("wanted"),
                asking(here, Notify.SUCCESS, Notify.FAILURE),
                asking(somebody(), Notify.FAILURE),
                RcptTo.of(somebody()));

        assertThat(told())
                .singleElement()
                .asString()
                .startsWith("Return-Path: <>\r\n")
                .contains(
                        "Subject: Your message has been delivered / Message remis",
                        "Original-Envelope-Id: e 1\r\n",
                        "Original-Recipient: rfc822; first@example.com\r\nFinal-Recipient: rfc822; " + here,
                        "Action: delivered\r\nStatus: 2.0.0\r\n",
                        "text/rfc822-headers",
                        "Subject: wanted");
        assertThat(reportOf(told())).doesNotContain("Diagnostic-Code", "This is about wanted");
    }

    @Test
    void oneReportSpeaksOfAllRecipientsOfAMessage() throws Exception {
        submit(
                MailParameters.NONE,
                message("two"),
                asking(somebody(), Notify.SUCCESS),
                asking(somebody(), Notify.SUCCESS));

        assertThat(told()).hasSize(1);
        assertThat(told().get(0).split("Action: delivered", -1)).hasSize(3);
    }

    @Test
    void everyServiceReports() throws Exception {
        for (SmtpService service : List.of(SmtpService.RELAY, SmtpService.LMTP)) {
            store.smtp.deliver(new InboundMessage(
                    client(service),
                    MailFrom.of(sender),
                    List.of(asking(somebody(), Notify.SUCCESS)),
                    source(message("by " + service)),
                    NOW));
        }
        assertThat(told()).hasSize(2).allMatch(text -> text.contains("Action: delivered"));
    }

    @Test
    void reportsAreNotReportedOn() throws Exception {
        String here = somebody();
        store.smtp.deliver(new InboundMessage(
                client(SmtpService.RELAY),
                MailFrom.of(""),
                List.of(asking(here, Notify.SUCCESS)),
                source(message("a report itself")),
                NOW));

        assertThat(told()).isEmpty();
    }

    @Test
    void ofAMessageThatIsRefusedNothingIsReported() throws Exception {
        List<RecipientDecision> decisions = submit(
                MailParameters.NONE,
                message("refused"),
                asking(somebody(), Notify.SUCCESS),
                asking("nobody@" + TestStore.DOMAIN, Notify.SUCCESS));

        assertThat(decisions).contains(RecipientDecision.UNKNOWN_USER);
        assertThat(told()).isEmpty();
    }

    @Test
    void anAliasOfSeveralIsExpandedAndOfOneGoesOn() throws Exception {
        submit(
                MailParameters.NONE,
                message("several"),
                asking(alias(somebody(), "carol@" + domain), Notify.SUCCESS, Notify.FAILURE));
        assertThat(told()).singleElement().asString().contains("Action: expanded\r\n");
        assertThat(wanted()).containsExactly(Set.of(Notify.FAILURE));
    }

    @Test
    void anAliasOfOneHereIsDeliveredAndOfOneElsewhereIsTheQueuesMatter() throws Exception {
        submit(MailParameters.NONE, message("one here"), asking(alias(somebody()), Notify.SUCCESS));
        assertThat(told()).singleElement().asString().contains("Action: delivered\r\n");

        submit(MailParameters.NONE, message("one elsewhere"), asking(alias("carol@" + domain), Notify.SUCCESS));
        assertThat(told()).hasSize(1);
        assertThat(wanted()).containsExactly(Set.of(Notify.SUCCESS));
    }

    private List<Set<Notify>> wanted() {
        List<Set<Notify>> wanted = new ArrayList<>();
        for (QueuedMessage message : claim(Instant.now()).messages()) {
            message.recipients()
                    .forEach(each -> wanted.add(each.rcptTo().parameters().notifyOn()));
        }
        return wanted;
    }

    @Test
    void withAGroupAMessageHasArrived() throws Exception {
        submit(
                MailParameters.NONE,
                message("to a group"),
                asking(group(somebody(), somebody(), "carol@" + domain), Notify.SUCCESS));

        assertThat(told()).singleElement().asString().contains("Action: delivered\r\n");
        assertThat(wanted()).containsExactly(Set.of());
    }

    @Test
    void whatIsToWaitWaitsForRecipientsHereToo() throws Exception {
        Instant release = NOW.plus(Duration.ofHours(2));
        String here = somebody();
        List<RecipientDecision> decisions = submit(
                MailParameters.builder().holdUntil(release).build(),
                message("in two hours"),
                asking(here, Notify.SUCCESS),
                RcptTo.of(sender),
                RcptTo.of("bob@" + domain));
        assertThat(decisions)
                .containsExactly(
                        RecipientDecision.ACCEPTED, RecipientDecision.ACCEPTED, RecipientDecision.ACCEPTED_FOR_RELAY);

        assertThat(told(release.minusSeconds(1))).isEmpty();
        assertThat(claim(release.minusSeconds(1)).messages()).isEmpty();

        store.bean(LocalDelivery.class).deliver(100, release);
        assertThat(told(release)).hasSize(2).anyMatch(text -> text.contains("Subject: in two hours\r\nDate"));
        assertThat(reportOf(told(release))).contains("Final-Recipient: rfc822; " + here, "Action: delivered");
        assertThat(claim(release).messages()).hasSize(1);
    }

    @Test
    void whatIsToWaitIsRefusedForAllOrTaken() throws Exception {
        MailParameters later = MailParameters.builder()
                .holdUntil(NOW.plus(Duration.ofHours(1)))
                .build();

        assertThat(submit(later, message("refused"), RcptTo.of(sender), RcptTo.of("nobody@" + TestStore.DOMAIN)))
                .containsExactly(RecipientDecision.ACCEPTED, RecipientDecision.UNKNOWN_USER);
        assertThat(told(NOW.plus(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void whereADeadlineIsNotKeptAnyMoreTheSenderHearsOfIt() throws Exception {
        for (Notify[] wanted : new Notify[][] {{}, {Notify.NEVER}, {Notify.FAILURE}}) {
            submit(
                    MailParameters.builder()
                            .deliverBy(new DeliverBy(NOW.plusSeconds(600), DeliverBy.Mode.NOTIFY, false))
                            .build(),
                    message("urgent"),
                    asking("bob@" + domain, wanted));
        }
        report(claim(NOW), QueueContract::delivered, NOW);

        assertThat(told()).hasSize(2).allMatch(text -> text.contains("Action: relayed"));
    }

    @Test
    void inTimeForADeadlineHereIsAtOnce() throws Exception {
        submit(
                MailParameters.builder()
                        .deliverBy(new DeliverBy(NOW.plusSeconds(1), DeliverBy.Mode.RETURN, true))
                        .build(),
                message("urgent"),
                asking(sender, Notify.SUCCESS));

        assertThat(told()).hasSize(2);
        assertThat(reportOf(told())).contains("Action: delivered");
    }
}
