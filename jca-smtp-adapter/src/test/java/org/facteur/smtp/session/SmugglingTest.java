package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.facteur.api.smtp.SmtpService;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing but CRLF.CRLF ends a message (RFC 5321 section 4.1.1.4): what has been taken for its end by one server or another is
 * content here, for which the message is refused, so that it cannot be passed on either.
 */
class SmugglingTest {

    private static final String SECOND = "MAIL FROM:<mallory@remote.example>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\n"
            + "From: admin@example.test\r\n\r\nsmuggled";

    @TempDir
    Path spool;

    private final ScriptedListener listener = new ScriptedListener();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\n.\r",
                "\n.\r\n",
                "\r.\r",
                "\r.\n",
                "\r.\r\n",
                "\r\n.\n",
                "\r\n.\r",
                "\r\n\0.\r\n",
                "\r\n.\0\r\n",
                "\0.\r\n",
                "\n\0.\r\n",
                "\r\r\n.\r\r\n",
                "\r\n.\r\r\n",
                "\r\n\r.\r\n",
                "\n\n.\r\n",
                "\n.\n\r\n",
                "\r\n.\n\r\n",
                "\n\r.\n\r",
                "\r\n .\r\n\r",
                "\u0085.\u0085\n",
            })
    void anImpostureIsNoEnd(String imposture) throws Exception {
        Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, spool, SmtpLimits.DEFAULT, listener);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA");
        String answers = dialogue.send("Subject: x\r\n\r\nbody" + imposture + SECOND + "\r\n.\r\n");
        assertThat(answers).matches("550 5\\.6\\.(0|11) [^\r\n]*\r\n");
        assertThat(dialogue.say("NOOP")).startsWith("250 ");
        assertThat(listener.delivered()).isEmpty();
    }

    /** Looks like an end and is none, and there is nothing wrong with it. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n..\r\n", "\r\n. \r\n", "\r\n .\r\n", "\r\n.\t\r\n", "\r\n.x\r\n"})
    void alineWithADotAndMoreIsContent(String line) throws Exception {
        Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, spool, SmtpLimits.DEFAULT, listener);
        dialogue.say("EHLO client.example", "MAIL FROM:<>", "RCPT TO:<bob@example.test>", "DATA");
        assertThat(dialogue.send("Subject: x\r\n\r\nbody" + line + SECOND + "\r\n.\r\n"))
                .matches("250 2\\.0\\.0 [^\r\n]*\r\n");
        assertThat(listener.delivered()).hasSize(1);
        assertThat(listener.delivered().get(0).content()).endsWith("smuggled\r\n");
    }

    /** CR, LF, and what would be commands, in the parameters that are encoded and in the names that are echoed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<\"a\r\nRCPT TO:<x\"@example.test>",
                "MAIL FROM:<a@example.test\nRCPT TO:<bob@example.test>",
                "MAIL FROM:<a@example.test>\rRCPT TO:<bob@example.test>",
                "MAIL FROM:<a@example.test> AUTH=a+0D+0Ab",
                "MAIL FROM:<\"a\\\u0000b\"@example.test>",
            })
    void anAddressIsNoLineOfItsOwn(String line) throws Exception {
        Dialogue dialogue = new Dialogue(SmtpService.RELAY, false, spool, SmtpLimits.DEFAULT, listener);
        dialogue.say("EHLO client.example");
        assertThat(dialogue.send(line + "\r\n")).doesNotContain("250 ").matches("(5[0-9]{2} [^\r\n]*\r\n)+");
    }
}
