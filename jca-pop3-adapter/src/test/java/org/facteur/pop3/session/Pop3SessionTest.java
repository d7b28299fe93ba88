package org.facteur.pop3.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.OptionalInt;
import org.facteur.api.pop3.MaildropLock;
import org.facteur.api.pop3.MaildropPolicy;
import org.facteur.wire.transcript.SessionWire;
import org.junit.jupiter.api.Test;

/** What a transcript cannot show: the store's side, time, and sizes. */
class Pop3SessionTest {

    private final MaildropsInMemory maildrops = new MaildropsInMemory();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InstantSource clock = () -> now;
    private final SessionWire wire = new SessionWire(
            new Pop3SessionFactory(Pop3Settings.of("mail.example.test"), maildrops, clock), false, true);

    private String say(String line) throws Exception {
        wire.send((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return new String(wire.pending(), StandardCharsets.ISO_8859_1);
    }

    private void login() throws Exception {
        say("USER alice");
        assertThat(say("PASS alice")).contains("+OK ");
    }

    private void add(int messages, int size) {
        for (int i = 0; i < messages; i++) {
            byte[] octets = new byte[size];
            Arrays.fill(octets, (byte) ('a' + i % 26));
            maildrops.add("alice", octets);
        }
    }

    @Test
    void aWholeMaildropOfSmallMessagesTakesFewRoundTrips() throws Exception {
        add(100, 1000);
        login();
        for (int i = 1; i <= 100; i++) {
            assertThat(say("RETR " + i))
                    .startsWith("+OK 1000 octets\r\n" + (char) ('a' + (i - 1) % 26))
                    .endsWith("\r\n.\r\n");
            say("DELE " + i);
        }
        assertThat(maildrops.reads).isLessThan(10);
        assertThat(maildrops.ranges).isEqualTo(100);
    }

    @Test
    void aClientThatPicksMessagesIsGivenNothingAhead() throws Exception {
        add(50, 1000);
        login();
        for (int i = 50; i > 0; i--) {
            say("RETR " + i);
        }
        assertThat(maildrops.ranges).isEqualTo(50);
    }

    @Test
    void deletedMessagesAreNotReadAhead() throws Exception {
        add(4, 1000);
        login();
        say("DELE 3");
        assertThat(say("RETR 1")).startsWith("+OK 1000 octets\r\naaaa");
        assertThat(say("RETR 2")).startsWith("+OK 1000 octets\r\nbbbb");
        assertThat(say("RETR 4")).startsWith("+OK 1000 octets\r\ndddd");
        assertThat(maildrops.ranges).isEqualTo(3);
    }

    @Test
    void aLargeMessageIsReadPieceByPiece() throws Exception {
        add(1, 3_000_000);
        login();
        assertThat(say("RETR 1")).hasSize("+OK 3000000 octets\r\n".length() + 3_000_000 + "\r\n.\r\n".length());
        assertThat(maildrops.reads).isEqualTo(46);
        maildrops.reads = 0;
        say("TOP 1 0");
        assertThat(maildrops.reads).isEqualTo(46);
    }

    @Test
    void topStopsReadingWhereItsLinesEnd() throws Exception {
        byte[] message = new byte[3_000_000];
        byte[] head = "Subject: Large\r\n\r\none\r\ntwo\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, message, 0, head.length);
        maildrops.add("alice", message);
        login();
        assertThat(say("TOP 1 2")).endsWith("\r\n\r\none\r\ntwo\r\n.\r\n");
        assertThat(maildrops.reads).isEqualTo(1);
    }

    @Test
    void theLockIsRenewedWhileTheConnectionLives() throws Exception {
        login();
        now = now.plus(MaildropLock.LEASE.dividedBy(2));
        wire.wake();
        wire.pending();
        wire.wake();
        wire.pending();
        assertThat(maildrops.renewals).isEqualTo(1);
        now = now.plus(Duration.ofSeconds(41));
        wire.wake();
        wire.pending();
        assertThat(maildrops.renewals).isEqualTo(2);
    }

    @Test
    void aStoreThatIsAwayForAMomentDoesNotLoseTheLock() throws Exception {
        login();
        now = now.plus(Duration.ofSeconds(45));
        maildrops.unavailable = true;
        wire.wake();
        wire.pending();
        maildrops.unavailable = false;
        wire.wake();
        wire.pending();
        assertThat(maildrops.renewals).isEqualTo(1);
        assertThat(say("QUIT")).isEqualTo("+OK Goodbye\r\n");
    }

    @Test
    void whoLosesTheLockIsToldAtTheNextCommand() throws Exception {
        add(1, 10);
        login();
        say("DELE 1");
        maildrops.steal("alice");
        now = now.plus(MaildropLock.LEASE);
        wire.wake();
        assertThat(wire.pending()).isEmpty();
        assertThat(say("STAT")).startsWith("-ERR [IN-USE] ");
        assertThat(wire.receive()).isEmpty();
        assertThat(maildrops.count("alice")).isEqualTo(1);
    }

    @Test
    void quitThatCannotRemoveSaysSo() throws Exception {
        add(1, 10);
        login();
        say("DELE 1");
        maildrops.unavailable = true;
        assertThat(say("QUIT")).startsWith("-ERR [SYS/TEMP] ").endsWith("nothing is removed\r\n");
        maildrops.unavailable = false;
        assertThat(maildrops.count("alice")).isEqualTo(1);
    }

    @Test
    void aStoreThatFailsBeforeTheFirstOctetFailsTheCommandOnly() throws Exception {
        add(2, 100_000);
        login();
        maildrops.unavailable = true;
        assertThat(say("RETR 1")).startsWith("-ERR [SYS/TEMP] ");
        maildrops.unavailable = false;
        assertThat(say("RETR 1")).startsWith("+OK 100000 octets\r\n");
    }

    @Test
    void aLostConnectionGivesTheMaildropBack() throws Exception {
        login();
        assertThat(maildrops.isLocked("alice")).isTrue();
        wire.close();
        assertThat(maildrops.isLocked("alice")).isFalse();
    }

    @Test
    void aClientThatSpeaksSomethingElseIsDisconnected() throws Exception {
        String replies = "";
        for (int i = 0; i < Pop3Settings.DEFAULT_BAD_LINES; i++) {
            replies = say("GET / HTTP/1.1");
        }
        assertThat(replies).isEqualTo("-ERR Unknown command\r\n");
        assertThat(wire.receive()).isEmpty();
    }

    @Test
    void anEndlessLineIsRefusedAsAWhole() throws Exception {
        assertThat(say("USER " + "x".repeat(1_000_000))).endsWith("-ERR The line is too long\r\n");
        login();
    }

    @Test
    void listOfManyMessagesIsWrittenPieceByPiece() throws Exception {
        add(2000, 1);
        login();
        String reply = say("LIST");
        assertThat(reply)
                .startsWith("+OK 2000 messages, 2000 octets\r\n1 1\r\n2 1\r\n")
                .endsWith("\r\n2000 1\r\n.\r\n");
        assertThat(reply.lines()).hasSize(2002);
    }

    @Test
    void aHeaderTooLongForASurrogateNeedsUtf8() throws Exception {
        byte[] message = ("X-Long: \u00e4" + "x".repeat(100_000) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        maildrops.add("alice", message);
        login();
        assertThat(say("RETR 1")).startsWith("-ERR [UTF8] ");
        assertThat(say("TOP 1 0")).startsWith("-ERR [UTF8] ");
        assertThat(say("QUIT")).isEqualTo("+OK Goodbye\r\n");
    }

    @Test
    void logInsThatComeTooSoonAreToldSo() throws Exception {
        assertThat(say("CAPA")).doesNotContain("LOGIN-DELAY");
        maildrops.policy = new MaildropPolicy(Duration.ofMillis(90_001));
        maildrops.tooSoon = true;
        assertThat(say("CAPA")).contains("\r\nLOGIN-DELAY 91\r\n");
        say("USER alice");
        assertThat(say("PASS alice")).isEqualTo("-ERR [LOGIN-DELAY] Log in less often\r\n");
        maildrops.tooSoon = false;
        login();
    }

    @Test
    void whenMessagesGoByThemselvesIsAnnouncedForAllAndThenForOne() throws Exception {
        assertThat(say("CAPA")).contains("\r\nEXPIRE NEVER\r\n");

        maildrops.policy = new MaildropPolicy(Duration.ZERO, OptionalInt.of(30), false);
        assertThat(say("CAPA")).contains("\r\nEXPIRE 30\r\n");

        maildrops.policy = new MaildropPolicy(Duration.ZERO, OptionalInt.of(30), true);
        maildrops.ownPolicy = new MaildropPolicy(Duration.ZERO);
        assertThat(say("CAPA")).contains("\r\nEXPIRE 30 USER\r\n");
        login();
        assertThat(say("CAPA")).contains("\r\nEXPIRE NEVER\r\n");
    }
}
