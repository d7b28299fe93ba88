package org.facteur.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.smtp.client.ClientProtocol.Stage;
import org.facteur.smtp.client.ClientStep.Close;
import org.facteur.smtp.client.ClientStep.Finished;
import org.facteur.smtp.client.ClientStep.Ready;
import org.facteur.smtp.client.ClientStep.Send;
import org.facteur.smtp.client.ClientStep.SendContent;
import org.facteur.smtp.client.ClientStep.StartTls;
import org.facteur.smtp.client.ClientStep.Unusable;
import org.facteur.smtp.client.RecipientResult.Kind;
import org.junit.jupiter.api.Test;

/** The client's side of a connection, event by event. */
class ClientProtocolTest {

    private static final RemoteReply OK = RemoteReply.of(250, "2.0.0 Ok");
    private static final RemoteReply GO = RemoteReply.of(354, "Go");
    private static final RemoteReply NEVER = RemoteReply.of(550, "5.1.1 Never");
    private static final RemoteReply LATER = RemoteReply.of(450, "4.2.0 Later");
    private static final RemoteReply CLOSING = RemoteReply.of(421, "4.3.2 Closing");

    private final ClientProtocol protocol = new ClientProtocol(new Introduction("me.test", Encryption.IF_OFFERED));

    private static Envelope envelope(String... recipients) {
        return new Envelope(
                MailFrom.of("alice@me.test"),
                50,
                Arrays.stream(recipients).map(RcptTo::of).toList());
    }

    private void ready(String... extensions) {
        protocol.reply(RemoteReply.of(220, "there.test"));
        List<String> lines = new ArrayList<>(List.of("there.test"));
        lines.addAll(List.of(extensions));
        assertThat(protocol.reply(new RemoteReply(250, lines))).containsExactly(new Ready());
    }

    private static Finished finished(List<ClientStep> steps) {
        return steps.stream()
                .filter(Finished.class::isInstance)
                .map(Finished.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(steps));
    }

    private static List<Kind> kinds(List<ClientStep> steps) {
        return finished(steps).results().stream().map(RecipientResult::kind).toList();
    }

    @Test
    void tlsComesBetweenTwoGreetings() {
        assertThat(protocol.reply(RemoteReply.of(220, "there.test"))).containsExactly(new Send("EHLO me.test\r\n"));
        assertThat(protocol.reply(new RemoteReply(250, List.of("there.test", "STARTTLS", "PIPELINING"))))
                .containsExactly(new Send("STARTTLS\r\n"));
        assertThat(protocol.reply(RemoteReply.of(220, "Go"))).containsExactly(new StartTls());
        assertThat(protocol.secured()).containsExactly(new Send("EHLO me.test\r\n"));
        assertThat(protocol.reply(new RemoteReply(250, List.of("there.test", "STARTTLS"))))
                .as("once is enough")
                .containsExactly(new Ready());

        assertThat(protocol.send(envelope("bob@there.test")))
                .as("what was offered in the clear counts no more")
                .containsExactly(new Send("MAIL FROM:<alice@me.test>\r\n"));
    }

    @Test
    void whereTlsIsRequiredNothingGoesOnWithout() {
        for (RemoteReply answer : List.of(
                RemoteReply.of(250, "there.test"), RemoteReply.of(502, "What?"), RemoteReply.of(500, "What?"))) {
            ClientProtocol strict = new ClientProtocol(new Introduction("me.test", Encryption.REQUIRED));
            strict.reply(RemoteReply.of(220, "there.test"));
            assertThat(strict.reply(answer))
                    .first()
                    .isInstanceOfSatisfying(
                            Unusable.class,
                            unusable -> assertThat(unusable.unsafe()).isTrue());
        }
        ClientProtocol refused = new ClientProtocol(new Introduction("me.test", Encryption.REQUIRED));
        refused.reply(RemoteReply.of(220, "there.test"));
        refused.reply(new RemoteReply(250, List.of("there.test", "STARTTLS")));
        RemoteReply notNow = RemoteReply.of(454, "4.7.0 Not now");
        assertThat(refused.reply(notNow)).containsExactly(new Unusable(notNow, true), new Close());
    }

    @Test
    void whoShallHaveNoTlsDoesNotAskForIt() {
        ClientProtocol plain = new ClientProtocol(new Introduction("me.test", Encryption.NONE));
        plain.reply(RemoteReply.of(220, "there.test"));

        assertThat(plain.reply(new RemoteReply(250, List.of("there.test", "STARTTLS"))))
                .containsExactly(new Ready());
    }

    @Test
    void whatComesBeforeTheHandshakeIsNoAnswer() {
        protocol.reply(RemoteReply.of(220, "there.test"));
        protocol.reply(new RemoteReply(250, List.of("there.test", "STARTTLS")));
        protocol.reply(RemoteReply.of(220, "Go"));

        assertThat(protocol.reply(OK)).last().isEqualTo(new Close());
    }

    @Test
    void withoutPipeliningOneCommandFollowsTheAnswerToTheLast() {
        ready();
        assertThat(protocol.send(envelope("a@x.test", "b@x.test")))
                .containsExactly(new Send("MAIL FROM:<alice@me.test>\r\n"));
        assertThat(protocol.reply(OK)).containsExactly(new Send("RCPT TO:<a@x.test>\r\n"));
        assertThat(protocol.reply(NEVER)).containsExactly(new Send("RCPT TO:<b@x.test>\r\n"));
        assertThat(protocol.reply(OK)).containsExactly(new Send("DATA\r\n"));
        assertThat(protocol.reply(GO)).containsExactly(new SendContent(true));
        protocol.contentSent();
        List<ClientStep> end = protocol.reply(OK);
        assertThat(kinds(end)).containsExactly(Kind.FAILED, Kind.DELIVERED);
        assertThat(end).last().isEqualTo(new Ready());
    }

    @Test
    void withPipeliningTheyGoTogether() {
        ready("PIPELINING");
        assertThat(protocol.send(envelope("a@x.test", "b@x.test")))
                .containsExactly(new Send(
                        "MAIL FROM:<alice@me.test>\r\nRCPT TO:<a@x.test>\r\nRCPT TO:<b@x.test>\r\n" + "DATA\r\n"));
        assertThat(protocol.reply(OK)).isEmpty();
        assertThat(protocol.reply(OK)).isEmpty();
        assertThat(protocol.reply(LATER)).isEmpty();
        assertThat(protocol.reply(GO)).containsExactly(new SendContent(true));
        protocol.contentSent();
        assertThat(kinds(protocol.reply(NEVER))).containsExactly(Kind.FAILED, Kind.DEFERRED);
    }

    @Test
    void chunksWaitForTheRecipients() {
        ready("PIPELINING", "CHUNKING");
        assertThat(protocol.send(envelope("a@x.test")))
                .containsExactly(new Send("MAIL FROM:<alice@me.test>\r\nRCPT TO:<a@x.test>\r\n"));
        protocol.reply(OK);
        assertThat(protocol.reply(OK)).containsExactly(new Send("BDAT 50 LAST\r\n"), new SendContent(false));
        protocol.contentSent();
        assertThat(kinds(protocol.reply(OK))).containsExactly(Kind.DELIVERED);

        protocol.send(envelope("a@x.test"));
        protocol.reply(OK);
        List<ClientStep> refused = protocol.reply(NEVER);
        assertThat(kinds(refused)).containsExactly(Kind.FAILED);
        assertThat(refused).last().isEqualTo(new Send("RSET\r\n"));
        assertThat(protocol.reply(OK)).containsExactly(new Ready());
    }

    @Test
    void contentForNobodyIsEndedAtOnce() {
        ready("PIPELINING");
        protocol.send(envelope("a@x.test"));
        protocol.reply(OK);
        protocol.reply(NEVER);
        assertThat(protocol.reply(GO)).containsExactly(new Send(".\r\n"));
        assertThat(kinds(protocol.reply(OK)))
                .as("an empty message that nobody asked for changes nothing")
                .containsExactly(Kind.FAILED);

        protocol.send(envelope("a@x.test"));
        protocol.reply(LATER);
        protocol.reply(RemoteReply.of(503, "5.5.1 MAIL first"));
        List<ClientStep> end = protocol.reply(RemoteReply.of(503, "5.5.1 MAIL first"));
        assertThat(finished(end).results()).containsExactly(new RecipientResult(Kind.DEFERRED, LATER));
    }

    @Test
    void theAnswerToMailIsThatOfAll() {
        ready();
        protocol.send(envelope("a@x.test", "b@x.test"));
        List<ClientStep> end = protocol.reply(NEVER);

        assertThat(kinds(end)).containsExactly(Kind.FAILED, Kind.FAILED);
        assertThat(end).last().isEqualTo(new Ready());
    }

    @Test
    void whoHasEnoughIsLeftAlone() {
        ready("PIPELINING");
        protocol.send(envelope("a@x.test", "b@x.test"));
        protocol.reply(OK);
        protocol.reply(NEVER);

        List<ClientStep> end = protocol.reply(CLOSING);

        assertThat(kinds(end)).containsExactly(Kind.FAILED, Kind.UNSERVED);
        assertThat(end).last().isEqualTo(new Close());
        assertThat(protocol.stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void aConnectionThatIsLostBeforeAnyAnswerHasNotServed() {
        ready("PIPELINING");
        protocol.send(envelope("a@x.test"));

        assertThat(kinds(protocol.lost("gone"))).containsExactly(Kind.UNSERVED);
    }

    @Test
    void aConnectionThatIsLostDecidesNothing() {
        ready();
        protocol.send(envelope("a@x.test"));
        protocol.reply(OK);
        protocol.reply(OK);
        protocol.reply(GO);
        protocol.contentSent();

        List<ClientStep> end = protocol.lost("gone");

        assertThat(kinds(end)).containsExactly(Kind.DEFERRED);
        assertThat(finished(end).results().get(0).reply().status()).isEqualTo("4.4.2");
        assertThat(protocol.reply(OK)).as("too late").isEmpty();
    }

    @Test
    void anAnswerBeforeTheEndOfTheContentIsNoAcceptance() {
        ready("CHUNKING");
        protocol.send(envelope("a@x.test"));
        protocol.reply(OK);
        protocol.reply(OK);

        assertThat(kinds(protocol.reply(OK))).containsExactly(Kind.DEFERRED);
    }

    @Test
    void anAnswerWithoutMeaningEndsTheConnection() {
        ready("PIPELINING");
        protocol.send(envelope("a@x.test"));
        assertThat(protocol.reply(RemoteReply.of(334, "Password"))).last().isEqualTo(new Close());

        ClientProtocol other = new ClientProtocol(new Introduction("me.test", Encryption.IF_OFFERED));
        other.reply(RemoteReply.of(220, "there.test"));
        other.reply(OK);
        assertThat(other.reply(OK)).as("nothing was asked").contains(new Close());
    }

    @Test
    void aRefusalInTheGreetingIsOfTheServerAlone() {
        assertThat(protocol.reply(RemoteReply.of(554, "5.3.2 No")))
                .containsExactly(new Unusable(RemoteReply.of(554, "5.3.2 No"), false), new Close());
    }

    @Test
    void goodbyeIsSaidOnce() {
        ready();
        assertThat(protocol.quit()).containsExactly(new Send("QUIT\r\n"));
        assertThat(protocol.reply(RemoteReply.of(221, "Bye"))).containsExactly(new Close());
    }

    @Test
    void anAddressIsNeverASecondCommand() {
        ready("SMTPUTF8");
        List<ClientStep> end = protocol.send(envelope("a@x.test>\r\nRCPT TO:<b@x.test"));

        assertThat(kinds(end)).containsExactly(Kind.FAILED);
        assertThat(end).noneMatch(Send.class::isInstance);
    }

    @Test
    void whatNeedsVerifiedTlsIsNotSentWithout() {
        ready("REQUIRETLS");
        MailFrom mailFrom = new MailFrom(
                "alice@me.test", MailParameters.builder().requireTls().build());

        List<ClientStep> end = protocol.send(new Envelope(mailFrom, 50, List.of(RcptTo.of("a@x.test"))));

        assertThat(finished(end).results().get(0).reply().status()).isEqualTo("5.7.30");
    }

    @Test
    void tooManyRecipientsAndAFullMailboxAreDifferentThings() {
        ready("PIPELINING");
        protocol.send(envelope("a@x.test", "b@x.test", "c@x.test", "d@x.test"));
        protocol.reply(OK);
        protocol.reply(OK);
        protocol.reply(RemoteReply.of(452, "4.5.3 Too many"));
        protocol.reply(RemoteReply.of(552, "Too many"));
        protocol.reply(RemoteReply.of(552, "5.2.2 Full"));
        protocol.reply(GO);
        protocol.contentSent();

        assertThat(kinds(protocol.reply(OK))).containsExactly(Kind.DELIVERED, Kind.AGAIN, Kind.AGAIN, Kind.FAILED);
    }

    @Test
    void ofARefusalOnlyTheBeginningIsKept() {
        ready("PIPELINING");
        protocol.send(envelope("a@x.test", "b@x.test"));
        protocol.reply(OK);
        protocol.reply(new RemoteReply(550, Collections.nCopies(8, "5.1.1 " + "x".repeat(2_000))));
        protocol.reply(OK);
        protocol.reply(GO);
        protocol.contentSent();

        RemoteReply kept = finished(protocol.reply(OK)).results().get(0).reply();
        assertThat(kept.status()).isEqualTo("5.1.1");
        assertThat(kept.text()).hasSize(1_000);
    }

    @Test
    void aMessageNeedsAServerThatIsReady() {
        assertThatThrownBy(() -> protocol.send(envelope("a@x.test"))).isInstanceOf(IllegalStateException.class);
    }

    private static Envelope by(Duration left, DeliverBy.Mode mode, boolean trace) {
        // A second more: some of the time goes by before it is said.
        DeliverBy by = new DeliverBy(Instant.now().plus(left).plusSeconds(1), mode, trace);
        return new Envelope(
                new MailFrom(
                        "alice@me.test", MailParameters.builder().deliverBy(by).build()),
                50,
                List.of(RcptTo.of("a@x.test")));
    }

    @Test
    void aDeadlineGoesOnWithWhatIsLeftOfIt() {
        ready("DELIVERBY 60", "DSN");

        String command = protocol.send(by(Duration.ofHours(1), DeliverBy.Mode.RETURN, true))
                .toString();

        assertThat(command).containsPattern("MAIL FROM:<alice@me.test> BY=3(600|599);RT");
    }

    @Test
    void aDeadlineThatTheServerDoesNotKeepBringsTheMessageBack() {
        ready("DSN");

        assertThat(finished(protocol.send(by(Duration.ofHours(1), DeliverBy.Mode.RETURN, false)))
                        .results())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.kind()).isEqualTo(Kind.FAILED);
                    assertThat(each.reply().status()).isEqualTo("5.3.3");
                });
    }

    @Test
    void aTimeThatIsTooShortForTheServerIsNotSaid() {
        ready("DELIVERBY 600", "DSN");

        assertThat(finished(protocol.send(by(Duration.ofMinutes(1), DeliverBy.Mode.RETURN, false)))
                        .results())
                .extracting(RecipientResult::kind)
                .containsExactly(Kind.FAILED);
        assertThat(protocol.send(by(Duration.ofMinutes(1), DeliverBy.Mode.NOTIFY, false)))
                .containsExactly(new Send("MAIL FROM:<alice@me.test>\r\n"));
    }
}
