package org.facteur.sieve.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.facteur.wire.transcript.SessionWire;
import org.junit.jupiter.api.Test;

/** What a transcript cannot show: the store's side, and sizes. */
class SieveSessionTest {

    private static final String LOGIN = "AUTHENTICATE \"PLAIN\" \"AGFsaWNlQGV4YW1wbGUudGVzdABhbGljZQ==\"";

    private final ScriptsInMemory scripts = new ScriptsInMemory();
    private final SieveSettings settings =
            new SieveSettings("mail.example.test", SieveSettings.LEAST_PATIENCE, 5000, 5, 3);
    private final SieveSessionFactory sessions = new SieveSessionFactory(settings, scripts);
    private final SessionWire wire = new SessionWire(sessions, false, true);

    private String say(String line) throws Exception {
        wire.pending();
        wire.send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        return new String(wire.pending(), StandardCharsets.UTF_8);
    }

    @Test
    void aStoreThatIsAwayFailsTheCommandOnly() throws Exception {
        say(LOGIN);
        scripts.unavailable = true;
        assertThat(say("LISTSCRIPTS")).startsWith("NO (TRYLATER) ");
        scripts.unavailable = false;
        assertThat(say("LISTSCRIPTS")).startsWith("OK ");
    }

    @Test
    void whoCannotBeToldWhatTheServerCanDoIsSentAwayForAWhile() throws Exception {
        scripts.unavailable = true;
        SessionWire early = new SessionWire(new SieveSessionFactory(settings, scripts), false, true);
        assertThat(new String(early.pending(), StandardCharsets.UTF_8)).startsWith("BYE (TRYLATER) ");
        assertThat(early.receive()).isEmpty();
    }

    @Test
    void theExtensionsAreAskedForOnce() throws Exception {
        new SessionWire(sessions, false, true);
        say("CAPABILITY");
        assertThat(scripts.askedForExtensions).isEqualTo(1);
    }

    @Test
    void aScriptThatIsTooLargeIsRefusedAndTheNextCommandIsReadFromItsBeginning() throws Exception {
        say(LOGIN);
        assertThat(say("PUTSCRIPT \"large\" {20000+}\r\n" + "LOGOUT\r\n".repeat(2500)))
                .isEqualTo("NO (QUOTA/MAXSIZE) \"The literal is too large\"\r\n");
        assertThat(say("NOOP")).isEqualTo("OK \"Done\"\r\n");
    }

    @Test
    void whoAnnouncesFarTooMuchIsDisconnected() throws Exception {
        say(LOGIN);
        assertThat(say("PUTSCRIPT \"large\" {4000000000+}")).isEqualTo("BYE \"The command is far too large\"\r\n");
        assertThat(wire.receive()).isEmpty();
    }

    @Test
    void aClientThatSpeaksSomethingElseIsDisconnected() throws Exception {
        say("GET / HTTP/1.1");
        say("Host: example.test");
        assertThat(say("")).isEqualTo("BYE \"Too many commands that are none\"\r\n");
        assertThat(wire.receive()).isEmpty();
    }

    @Test
    void anEndlessLineIsRefusedAsAWhole() throws Exception {
        assertThat(say("NOOP \"" + "x".repeat(1_000_000))).isEqualTo("NO \"The command is too long\"\r\n");
        assertThat(say("NOOP")).isEqualTo("OK \"Done\"\r\n");
    }

    @Test
    void whatTheServerCannotDoItSaysBeforeItCloses() {
        assertThat(sessions.refusal()).startsWith("BYE (TRYLATER) ").endsWith("\r\n");
    }
}
