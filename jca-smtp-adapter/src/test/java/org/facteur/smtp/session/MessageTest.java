package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.network.Network;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.Ret;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.wire.spool.Spool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a message: its envelope, its octets, and that no file stays behind. */
class MessageTest {

    private static final String LINE = "x".repeat(98) + "\r\n";

    @TempDir
    Path spool;

    @TempDir
    Path elsewhere;

    private final ScriptedListener listener = new ScriptedListener();
    private SmtpLimits limits = SmtpLimits.DEFAULT;

    @AfterEach
    void noFileStaysBehind() throws IOException {
        assertThat(spooled()).isZero();
    }

    @Test
    void theListenerGetsTheEnvelopeAsItWasSaid() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        dialogue.say("EHLO client.example", "MAIL FROM:<@relay.example:Sender@remote.example> SIZE=10");
        dialogue.say("RCPT TO:<\"bob\"@example.test>", "RCPT TO:<alice@example.test>", "RCPT TO:<bob@example.test>");
        dialogue.say("DATA", "Subject: x", "", "..", ".");
        InboundMessage message = delivered().message();
        assertThat(message.sender()).isEqualTo("Sender@remote.example");
        assertThat(message.recipients()).containsExactly("bob@example.test", "alice@example.test");
        assertThat(message.received()).isEqualTo(Dialogue.CLOCK.instant());
        assertThat(message.client().service()).isEqualTo(SmtpService.RELAY);
        assertThat(message.client().helo()).isEqualTo("client.example");
        assertThat(message.client().tls()).isEmpty();
        assertThat(message.client().account()).isEmpty();
        assertThat(delivered().content()).endsWith("\r\nSubject: x\r\n\r\n.\r\n");
    }

    @Test
    void theListenerGetsWhatTheParametersAskFor() throws Exception {
        SmtpPolicy promising = SmtpPolicy.DEFAULT.with(EnumSet.allOf(OptionalExtension.class));
        Dialogue dialogue = new Dialogue(SmtpService.SUBMISSION, true, spool, SmtpLimits.DEFAULT, promising, listener);
        dialogue.say("EHLO client.example", "AUTH PLAIN AGFsaWNlAGFsaWNl");
        dialogue.say(
                "MAIL FROM:<alice@example.test> SIZE=10 BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+2Bb REQUIRETLS"
                        + " HOLDFOR=60 BY=120;RT MT-PRIORITY=-4 AUTH=<>",
                "RCPT TO:<bob@example.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;bob+2Bx@example.test",
                "RCPT TO:<bob@example.test> NOTIFY=NEVER",
                "RCPT TO:<alice@example.test>");
        dialogue.say("DATA", "Subject: x", "", ".");
        InboundMessage message = delivered().message();
        Instant now = Dialogue.CLOCK.instant();
        assertThat(message.mailFrom())
                .isEqualTo(new MailFrom(
                        "alice@example.test",
                        MailParameters.builder()
                                .size(10)
                                .body(BodyType.EIGHT_BIT_MIME)
                                .smtpUtf8()
                                .ret(Ret.HDRS)
                                .envid("a+b")
                                .requireTls()
                                .holdUntil(now.plusSeconds(60))
                                .deliverBy(new DeliverBy(now.plusSeconds(120), DeliverBy.Mode.RETURN, true))
                                .mtPriority(-4)
                                .auth("")
                                .build()));
        assertThat(message.rcptTo())
                .containsExactly(
                        new RcptTo(
                                "bob@example.test",
                                new RcptParameters(
                                        Set.of(Notify.SUCCESS, Notify.DELAY),
                                        Optional.of(new OriginalRecipient("rfc822", "bob+x@example.test")))),
                        RcptTo.of("alice@example.test"));
        assertThat(delivered().content()).contains(" with UTF8SMTPSA\r\n").contains("\r\n\tpriority -4\r\n");
    }

    @Test
    void theHeaderOfASubmissionIsCompletedAndTellsOfNoBlindCopies() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.SUBMISSION, true);
        dialogue.say("EHLO client.example", "AUTH PLAIN AGFsaWNlAGFsaWNl", "MAIL FROM:<alice@example.test>");
        dialogue.say("RCPT TO:<bob@example.test>", "DATA", "To: bob@example.test", "Bcc: carol@example.test,");
        String answer = dialogue.say("\tdave@example.test", "", "Bcc: not a field", ".");
        String id = answer.replace("250 2.0.0 Ok: queued as ", "").strip();
        assertThat(delivered().content())
                .endsWith("\r\nTo: bob@example.test\r\nDate: Sat, 21 Nov 2026 21:52:44 +0000\r\nMessage-ID: <" + id
                        + "@mail.example.test>\r\n\r\nBcc: not a field\r\n")
                .doesNotContain("carol")
                .doesNotContain("dave");
    }

    @Test
    void chunksOfASubmissionAreCompletedToo() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.SUBMISSION, true);
        dialogue.say("EHLO client.example", "AUTH PLAIN AGFsaWNlAGFsaWNl", "MAIL FROM:<alice@example.test>");
        dialogue.say("RCPT TO:<bob@example.test>");
        dialogue.send("BDAT 4\r\nBcc:BDAT 8\r\n x\r\nDateBDAT 6 LAST\r\n: now\r");
        assertThat(listener.delivered()).isEmpty();
        dialogue.say("MAIL FROM:<alice@example.test>", "RCPT TO:<bob@example.test>");
        dialogue.send("BDAT 4\r\nBcc:BDAT 8\r\n x\r\nDateBDAT 7 LAST\r\n: now\r\n");
        assertThat(delivered().content())
                .contains("\r\nDate: now\r\nMessage-ID: <")
                .doesNotContain("Bcc");
    }

    @Test
    void whatIsBinaryArrivesEncoded() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.SUBMISSION, true);
        dialogue.say("EHLO client.example", "AUTH PLAIN AGFsaWNlAGFsaWNl");
        dialogue.say("MAIL FROM:<alice@example.test> BODY=BINARYMIME", "RCPT TO:<bob@example.test>");
        String message = "Message-ID: <x>\r\nDate: now\r\nContent-Transfer-Encoding: binary\r\n\r\n\0\r\0\n";
        dialogue.send("BDAT " + message.length() + " LAST\r\n" + message);
        assertThat(delivered().content())
                .endsWith("\r\nMessage-ID: <x>\r\nDate: now\r\nContent-Transfer-Encoding: base64\r\n\r\nAA0ACg==\r\n");
        assertThat(delivered().message().mailFrom().parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
    }

    @Test
    void theOtherServicesLeaveTheHeaderAlone() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>");
        dialogue.say("DATA", "Bcc: x", "", ".");
        assertThat(delivered().content()).endsWith("\r\nBcc: x\r\n\r\n").doesNotContain("Message-ID");
    }

    @Test
    void aTrustedProxySpeaksForItsClient() throws Exception {
        SmtpPolicy trusting = new SmtpPolicy(
                Set.of(),
                Disclosure.OFF,
                Disclosure.OFF,
                List.of(Network.parse("127.0.0.0/8")),
                Duration.ZERO,
                List.of());
        Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, spool, SmtpLimits.DEFAULT, trusting, listener);
        dialogue.say(
                "EHLO proxy.example", "XCLIENT ADDR=192.0.2.7 PORT=4711 HELO=client.example", "EHLO proxy.example");
        dialogue.say("MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA", "Subject: x", "", ".");
        assertThat(delivered().message().client().address()).isEqualTo(new InetSocketAddress("192.0.2.7", 4711));
        assertThat(delivered().content()).startsWith("Received: from client.example ([192.0.2.7])\r\n");
    }

    @Test
    void chunksAreTheMessageAsItIs() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>");
        dialogue.send("BDAT 18\r\nSubject: x\r\n\r\n.\r\n.");
        dialogue.send("BDAT 6 LAST\r\n\r\n..no");
        assertThat(delivered().content()).endsWith("\r\nSubject: x\r\n\r\n.\r\n.\r\n..no");
    }

    @Test
    void aLargeMessageInChunksLeavesNothingWhenItIsGivenUp() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        for (String end : List.of("RSET", "EHLO again.example", "QUIT")) {
            dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>");
            dialogue.send("BDAT 1000000\r\n" + LINE.repeat(10_000));
            assertThat(spooled()).isLessThanOrEqualTo(1);
            dialogue.say(end);
            assertThat(spooled()).isZero();
        }
        assertThat(listener.delivered()).isEmpty();
    }

    @Test
    void theTraceIsTheFirstFieldAndNamesASingleRecipient() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>");
        String answer = dialogue.say("DATA", "Subject: x", "", "Hello", ".");
        String id = answer.lines().toList().get(1).replace("250 2.0.0 Ok: queued as ", "");
        assertThat(delivered().content())
                .isEqualTo("Received: from client.example ([127.0.0.1])\r\n"
                        + "\tby mail.example.test with ESMTP\r\n"
                        + "\tid " + id + "\r\n"
                        + "\tfor <bob@example.test>;\r\n"
                        + "\tSat, 21 Nov 2026 21:52:44 +0000\r\n"
                        + "Subject: x\r\n\r\nHello\r\n");
    }

    @Test
    void theTraceOfASubmissionOverTlsSaysSo() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.SUBMISSION, true);
        dialogue.say("EHLO [192.0.2.1]", "AUTH PLAIN AGFsaWNlAGFsaWNl", "MAIL FROM:<alice@example.test>");
        dialogue.say("RCPT TO:<bob@example.test>", "RCPT TO:<alice@example.test>", "DATA", "Subject: x", ".");
        assertThat(delivered().content())
                .startsWith("Received: from [192.0.2.1] ([127.0.0.1])\r\n"
                        + "\tby mail.example.test with ESMTPSA\r\n"
                        + "\tid ")
                .contains("\r\n\ttls TLS_AES_256_GCM_SHA384 (TLSv1.3);\r\n\tSat, 21 Nov 2026")
                .doesNotContain("for <");
        assertThat(delivered().message().client().account().map(Account::address))
                .contains("alice@example.test");
    }

    @Test
    void theProtocolIsNamedAsTheClientSpokeIt() throws Exception {
        assertThat(protocol(SmtpService.RELAY, false, "HELO")).isEqualTo("SMTP");
        assertThat(protocol(SmtpService.RELAY, false, "EHLO")).isEqualTo("ESMTP");
        assertThat(protocol(SmtpService.RELAY, true, "EHLO")).isEqualTo("ESMTPS");
        assertThat(protocol(SmtpService.LMTP, false, "LHLO")).isEqualTo("LMTP");
        assertThat(protocol(SmtpService.LMTP, true, "LHLO")).isEqualTo("LMTPS");
    }

    private String protocol(SmtpService service, boolean tls, String greeting) throws IOException {
        listener.delivered().clear();
        dialogue(service, tls)
                .say(greeting + " client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA", ".");
        String trace = delivered().content();
        return trace.substring(trace.indexOf(" with ") + 6, trace.indexOf("\r\n\tid"));
    }

    @Test
    void aMessageMayArriveOctetByOctet() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        String dialog = "EHLO client.example\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\n"
                + "Subject: x\r\n\r\n..dots\r\n...\r\n\u00e9\r\n.\r\nQUIT\r\n";
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < dialog.length(); i++) {
            answers.append(dialogue.send(dialog.substring(i, i + 1)));
        }
        assertThat(delivered().content()).endsWith("Subject: x\r\n\r\n.dots\r\n..\r\n\u00e9\r\n");
        assertThat(answers.toString()).endsWith("221 2.0.0 Bye\r\n");
    }

    @Test
    void aLargeMessageGoesThroughAFile() throws Exception {
        Dialogue dialogue = begun();
        int lines = 0;
        for (; lines < 4 * Spool.MEMORY / LINE.length(); lines++) {
            assertThat(dialogue.send(LINE)).isEmpty();
        }
        assertThat(spooled()).isEqualTo(1);
        assertThat(dialogue.say(".")).startsWith("250 2.0.0 ");
        assertThat(delivered().content()).endsWith(LINE.repeat(lines)).startsWith("Received: ");
        assertThat(delivered().message().source().size())
                .isEqualTo(delivered().content().length());
    }

    @Test
    void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
        Dialogue dialogue = begun();
        dialogue.send(LINE.repeat(2 * Spool.MEMORY / LINE.length()));
        assertThat(spooled()).isEqualTo(1);
        dialogue.disconnect();
        assertThat(listener.delivered()).isEmpty();
    }

    @Test
    void aMessageBeyondTheLimitIsNotKeptWhileItArrives() throws Exception {
        limits = limits(2L * Spool.MEMORY);
        Dialogue dialogue = begun();
        dialogue.send(LINE.repeat((int) (limits.messageSize() / LINE.length())));
        assertThat(spooled()).isEqualTo(1);
        dialogue.send(LINE + LINE);
        assertThat(spooled()).isZero();
        assertThat(dialogue.say("more", ".")).isEqualTo("552 5.3.4 Message too large\r\n");
        assertThat(listener.delivered()).isEmpty();
    }

    @Test
    void theLimitIsOfTheMessageAsTheClientSentIt() throws Exception {
        limits = limits(LINE.length());
        assertThat(begun().send(LINE + ".\r\n")).startsWith("250 2.0.0 ");
        assertThat(begun().send("." + LINE + ".\r\n")).startsWith("250 2.0.0 ");
        assertThat(begun().send("a" + LINE + ".\r\n")).startsWith("552 5.3.4 ");
    }

    @Test
    void aMessageThatLoopsIsRefused() throws Exception {
        assertThat(begun().send("Received: from x\r\n".repeat(100) + "\r\n.\r\n"))
                .startsWith("250 2.0.0 ");
        assertThat(begun().send("Received: from x\r\n".repeat(101) + "\r\n.\r\n"))
                .startsWith("554 5.4.6 ");
    }

    @Test
    void aSpoolThatCannotBeWrittenIsATemporaryFailure() throws Exception {
        Path noFolder = Files.createFile(elsewhere.resolve("file"));
        Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, noFolder, limits, listener);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA");
        assertThat(dialogue.send(LINE.repeat(2 * Spool.MEMORY / LINE.length()) + ".\r\n"))
                .startsWith("452 4.3.1 ");
        assertThat(dialogue.say("NOOP")).startsWith("250 ");
        assertThat(listener.delivered()).isEmpty();
    }

    @Test
    void aFailureOfTheStoreLeavesNothingBehindAndTheConnectionGoesOn() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<late-down@example.test>", "DATA");
        assertThat(dialogue.send(LINE.repeat(2 * Spool.MEMORY / LINE.length()) + ".\r\n"))
                .startsWith("451 4.3.0 ");
        assertThat(dialogue.say("MAIL FROM:<>")).startsWith("250 ");
        assertThat(dialogue.say("RCPT TO:<bob@example.test>")).startsWith("250 ");
    }

    @Test
    void anApplicationThatOnlyReceivesNeedsOneMethod() throws Exception {
        SmtpListener receiver = message -> List.of(RecipientDecision.ACCEPTED);
        Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, spool, limits, receiver);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<anyone@anywhere.example>", "DATA");
        assertThat(dialogue.say("Hello", ".")).startsWith("250 2.0.0 ");
        Dialogue submission = new Dialogue(SmtpService.SUBMISSION, true, spool, limits, receiver);
        submission.say("EHLO client.example");
        assertThat(submission.say("AUTH PLAIN AGFsaWNlAGFsaWNl")).startsWith("535 5.7.8 ");
    }

    @Test
    void aListenerThatForgetsARecipientIsADefect() throws Exception {
        SmtpListener forgetful = message -> List.of();
        Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, spool, limits, forgetful);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<anyone@anywhere.example>", "DATA");
        assertThatThrownBy(() -> dialogue.say("."))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 outcomes for 1 recipients");
    }

    @Test
    void aMessageIsStoredForAllOrForNone() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        dialogue.say("EHLO client.example", "MAIL FROM:<>");
        dialogue.say("RCPT TO:<alice@example.test>", "RCPT TO:<late-gone@example.test>", "DATA");
        assertThat(dialogue.say(".")).startsWith("451 4.3.0 ");
        assertThat(listener.delivered()).isEmpty();
    }

    @Test
    void lmtpDeliversToThoseWhoCanHaveIt() throws Exception {
        Dialogue dialogue = dialogue(SmtpService.LMTP, false);
        dialogue.say("LHLO client.example", "MAIL FROM:<>");
        dialogue.say("RCPT TO:<alice@example.test>", "RCPT TO:<late-gone@example.test>", "DATA");
        assertThat(dialogue.say(".").lines().map(line -> line.substring(0, 9)))
                .containsExactly("250 2.1.5", "550 5.1.1");
        assertThat(listener.delivered()).hasSize(1);
    }

    @Test
    void storesThatFailInOtherWaysAreTemporaryFailuresToo() throws Exception {
        for (MailStoreException.Reason reason : MailStoreException.Reason.values()) {
            SmtpListener failing = message -> {
                throw new MailStoreException(reason, "no");
            };
            Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, spool, limits, failing);
            dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA");
            assertThat(dialogue.say(".")).as(reason.name()).startsWith("45");
        }
    }

    private ScriptedListener.Delivered delivered() {
        assertThat(listener.delivered()).hasSize(1);
        return listener.delivered().get(0);
    }

    private Dialogue dialogue(SmtpService service, boolean tls) {
        return new Dialogue(service, tls, spool, limits, listener);
    }

    /** A connection that expects a message for bob. */
    private Dialogue begun() throws IOException {
        Dialogue dialogue = dialogue(SmtpService.RELAY, false);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>");
        assertThat(dialogue.say("DATA")).startsWith("354 ");
        return dialogue;
    }

    private static SmtpLimits limits(long messageSize) {
        return new SmtpLimits(messageSize, 100, 100, 20, 3, Duration.ofMinutes(5));
    }

    /** The temporary files of messages in progress, whether they have a name or not. */
    private long spooled() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                count += Files.isSymbolicLink(descriptor) && target(descriptor).startsWith(spool.toString()) ? 1 : 0;
            }
        }
        try (Stream<Path> named = Files.list(spool)) {
            return Math.max(count, named.count());
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
