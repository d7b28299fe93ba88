package org.facteur.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.smtp.MailFrom;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are logged in at, that begin with TLS, and that speak LMTP. */
class OpeningTest {

    private static final RemoteReply OK = RemoteReply.of(250, "2.0.0 Ok");
    private static final RemoteReply GREETING = RemoteReply.of(220, "there.test");
    private static final HopLogin LOGIN = new HopLogin("me", new Secret("letter"), true);
    private static final HopLogin SECRET = new HopLogin("me", new Secret("letter"), false);

    private static ClientProtocol as(HopLogin login) {
        return new ClientProtocol(
                new Introduction("me.test", Protocol.SMTP, Encryption.NONE, false, Optional.of(login)));
    }

    private static ClientProtocol byLmtp() {
        return new ClientProtocol(
                new Introduction("me.test", Protocol.LMTP, Encryption.IF_OFFERED, false, Optional.empty()));
    }

    private static RemoteReply offering(String... extensions) {
        List<String> lines = new ArrayList<>(List.of("there.test"));
        lines.addAll(List.of(extensions));
        return new RemoteReply(250, lines);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void isNoLogin(ClientProtocol protocol, List<ClientStep> steps, String words) {
        assertThat(steps).hasSize(2).last().isEqualTo(new Close());
        assertThat(steps.get(0)).isInstanceOfSatisfying(Unusable.class, unusable -> {
            assertThat(unusable.unsafe()).isFalse();
            assertThat(unusable.reply().isPermanent()).isFalse();
            assertThat(unusable.reply().text())
                    .startsWith("4.7.0 No login as me: ")
                    .contains(words);
            assertThat(unusable.reply().text()).doesNotContain("letter");
        });
        assertThat(protocol.hasLoginFailed()).isTrue();
        assertThat(protocol.stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void theLoginComesBeforeTheFirstMessage() {
        ClientProtocol protocol = as(LOGIN);
        protocol.reply(GREETING);

        assertThat(protocol.reply(offering("AUTH LOGIN PLAIN")))
                .containsExactly(new Send("AUTH PLAIN " + base64("\0me\0letter") + "\r\n"));
        assertThat(protocol.stage()).isEqualTo(Stage.AUTH);
        assertThat(protocol.reply(RemoteReply.of(235, "Welcome"))).containsExactly(new Ready());
    }

    @Test
    void aLongLoginDoesNotGoWithTheCommand() {
        ClientProtocol protocol = as(new HopLogin("me", new Secret("x".repeat(400)), true));
        protocol.reply(GREETING);

        assertThat(protocol.reply(offering("AUTH PLAIN"))).containsExactly(new Send("AUTH PLAIN\r\n"));
        assertThat(protocol.reply(RemoteReply.of(334, "")))
                .containsExactly(new Send(base64("\0me\0" + "x".repeat(400)) + "\r\n"));
    }

    @Test
    void aPasswordGoesOverTlsOnlyUnlessItMayGoWithout() {
        ClientProtocol protocol = as(SECRET);
        protocol.reply(GREETING);

        isNoLogin(protocol, protocol.reply(offering("AUTH PLAIN")), "not sent without TLS");

        ClientProtocol secured = new ClientProtocol(
                new Introduction("me.test", Protocol.SMTP, Encryption.REQUIRED, false, Optional.of(SECRET)));
        secured.reply(GREETING);
        assertThat(secured.reply(offering("STARTTLS", "AUTH PLAIN"))).containsExactly(new Send("STARTTLS\r\n"));
        secured.reply(GREETING);
        secured.secured();
        assertThat(secured.reply(offering("AUTH PLAIN")))
                .containsExactly(new Send("AUTH PLAIN " + base64("\0me\0letter") + "\r\n"));
    }

    @Test
    void aServerThatKnowsNoneOfTheMechanismsGetsNothing() {
        ClientProtocol other = as(LOGIN);
        other.reply(GREETING);
        isNoLogin(other, other.reply(offering("AUTH CRAM-MD5")), "no mechanism that is known, but CRAM-MD5");

        ClientProtocol none = as(LOGIN);
        none.reply(GREETING);
        isNoLogin(none, none.reply(offering()), "offers none");

        ClientProtocol old = as(LOGIN);
        old.reply(GREETING);
        old.reply(RemoteReply.of(502, "What?"));
        isNoLogin(old, old.reply(OK), "offers none");
    }

    @Test
    void aLoginThatIsRefusedIsNoFaultOfTheMessage() {
        ClientProtocol protocol = as(LOGIN);
        protocol.reply(GREETING);
        protocol.reply(offering("AUTH PLAIN"));

        isNoLogin(protocol, protocol.reply(RemoteReply.of(535, "5.7.8 Wrong")), "535 5.7.8 Wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "bm9uc2Vuc2U="})
    void aServerThatSpeaksAnotherMechanismIsToldSo(String challenge) {
        ClientProtocol protocol = as(LOGIN);
        protocol.reply(GREETING);
        assertThat(protocol.reply(offering("AUTH SCRAM-SHA-256")))
                .singleElement()
                .satisfies(step -> assertThat(step.toString()).contains("AUTH SCRAM-SHA-256 "));

        assertThat(protocol.reply(RemoteReply.of(334, challenge))).containsExactly(new Send("*\r\n"));
        isNoLogin(protocol, protocol.reply(RemoteReply.of(501, "Cancelled")), "");
    }

    @Test
    void aServerThatHasProvenNothingIsNotBelieved() {
        ClientProtocol protocol = as(LOGIN);
        protocol.reply(GREETING);
        protocol.reply(offering("AUTH SCRAM-SHA-256 PLAIN"));

        isNoLogin(protocol, protocol.reply(RemoteReply.of(235, "Welcome")), "has not shown that it knows");
    }

    @Test
    void whoHasEnoughInTheMiddleOfALoginIsLeftAlone() {
        ClientProtocol protocol = as(LOGIN);
        protocol.reply(GREETING);
        protocol.reply(offering("AUTH PLAIN"));
        RemoteReply busy = RemoteReply.of(421, "4.3.2 Busy");

        assertThat(protocol.reply(busy)).containsExactly(new Unusable(busy, false), new Close());
        assertThat(protocol.hasLoginFailed())
                .as("another attempt may follow at once")
                .isFalse();
    }

    @Test
    void tlsMayComeBeforeTheGreeting() {
        ClientProtocol protocol = new ClientProtocol(
                new Introduction("me.test", Protocol.SMTP, Encryption.REQUIRED, true, Optional.empty()));

        assertThat(protocol.connected()).containsExactly(new StartTls());
        assertThat(protocol.stage()).isEqualTo(Stage.HANDSHAKE);
        assertThat(protocol.secured()).isEmpty();
        assertThat(protocol.stage()).isEqualTo(Stage.GREETING);
        assertThat(protocol.reply(GREETING)).containsExactly(new Send("EHLO me.test\r\n"));
        assertThat(protocol.reply(offering("STARTTLS"))).containsExactly(new Ready());
    }

    private static Envelope envelope(String... recipients) {
        return new Envelope(
                MailFrom.of("alice@me.test"),
                50,
                List.of(recipients).stream().map(RcptTo::of).toList());
    }

    private static ClientProtocol atTheEnd(String... extensions) {
        ClientProtocol protocol = byLmtp();
        protocol.connected();
        assertThat(protocol.reply(GREETING)).containsExactly(new Send("LHLO me.test\r\n"));
        assertThat(protocol.reply(offering(extensions))).containsExactly(new Ready());
        protocol.send(envelope("a@x.test", "b@x.test", "c@x.test", "d@x.test"));
        protocol.reply(OK);
        protocol.reply(OK);
        protocol.reply(RemoteReply.of(550, "5.1.1 Nobody"));
        protocol.reply(OK);
        return protocol;
    }

    @Test
    void byLmtpTheContentIsAnsweredForEachThatWasAccepted() {
        ClientProtocol protocol = atTheEnd("PIPELINING");
        assertThat(protocol.reply(OK)).as("DATA waits for the answers to RCPT").containsExactly(new Send("DATA\r\n"));
        assertThat(protocol.reply(RemoteReply.of(354, "Go"))).containsExactly(new SendContent(true));
        protocol.contentSent();

        assertThat(protocol.reply(OK)).isEmpty();
        assertThat(protocol.reply(RemoteReply.of(452, "4.2.2 Full"))).isEmpty();
        List<ClientStep> last = protocol.reply(RemoteReply.of(554, "5.6.0 Never"));

        assertThat(last).hasSize(2).last().isEqualTo(new Ready());
        assertThat(((Finished) last.get(0)).results())
                .extracting(RecipientResult::kind)
                .containsExactly(Kind.DELIVERED, Kind.FAILED, Kind.DEFERRED, Kind.FAILED);
    }

    @Test
    void chunksAreAnsweredSoToo() {
        ClientProtocol protocol = atTheEnd("PIPELINING", "CHUNKING");
        assertThat(protocol.reply(OK)).containsExactly(new Send("BDAT 50 LAST\r\n"), new SendContent(false));
        protocol.contentSent();

        assertThat(protocol.reply(OK)).isEmpty();
        assertThat(protocol.reply(OK)).isEmpty();
        assertThat(protocol.reply(OK)).hasSize(2);
    }

    @Test
    void whoIsLostBetweenTheAnswersHasDeliveredToThoseThatHadOne() {
        ClientProtocol protocol = atTheEnd();
        protocol.reply(OK);
        protocol.reply(RemoteReply.of(354, "Go"));
        protocol.contentSent();
        protocol.reply(OK);

        assertThat(((Finished) protocol.lost("The server closed the connection").get(0)).results())
                .extracting(RecipientResult::kind)
                .containsExactly(Kind.DELIVERED, Kind.FAILED, Kind.DEFERRED, Kind.DEFERRED);
    }

    @Test
    void whoSpeaksNoLmtpIsNotSpokenToOtherwise() {
        ClientProtocol protocol = byLmtp();
        protocol.reply(GREETING);
        RemoteReply what = RemoteReply.of(500, "5.5.1 What?");

        assertThat(protocol.reply(what)).containsExactly(new Unusable(what, false), new Close());
    }
}
