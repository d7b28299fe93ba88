package org.facteur.smtp.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.facteur.smtp.reply.SmtpRefusal;

class CommandParserPropertyTest {

    @Property(tries = 2000)
    void anyOctetsAreACommandOrARefusal(@ForAll @Size(max = 200) byte[] octets) {
        outcome(octets);
    }

    @Property(tries = 5000)
    void anyMutilatedCommandIsACommandOrARefusal(@ForAll("mutilated") String line) {
        outcome(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Property
    void anAddressIsReadAsItIsWritten(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 64) String localPart,
            @ForAll("domains") String domain)
            throws SmtpRefusal {
        Mailbox mailbox = new Mailbox(localPart, domain);
        String line = "MAIL FROM:<" + mailbox.text() + ">";
        assertThat(CommandParser.parse(line.getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new SmtpCommand.Mail(mailbox, List.of()));
    }

    @Property
    void whatIsReadAsAnAddressHasNoControlsAndNoLineEnds(@ForAll("mutilated") String line) {
        Object outcome = outcome(line.getBytes(StandardCharsets.UTF_8));
        String text = outcome instanceof SmtpCommand.Mail mail
                ? mail.sender().text()
                : outcome instanceof SmtpCommand.Rcpt rcpt ? rcpt.recipient().text() : "";
        assertThat(text.chars()).noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    /** The command, or the refusal; any other exception is the failure of the test. */
    private static Object outcome(byte[] line) {
        try {
            return CommandParser.parse(line);
        } catch (SmtpRefusal e) {
            assertThat(e.reply().code()).isIn(500, 501, 553, 555);
            return e;
        }
    }

    @Provide
    Arbitrary<String> domains() {
        Arbitrary<String> label =
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
        return label.list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels));
    }

    @Provide
    Arbitrary<String> mutilated() {
        Arbitrary<String> whole = Arbitraries.of(
                "EHLO client.example",
                "HELO [IPv6:2001:db8::1]",
                "MAIL FROM:<\"a \\\"b\"@example.test> SIZE=100 BODY=8BITMIME",
                "MAIL FROM:<@one.example,@two.example:alice@[192.0.2.1]> AUTH=a+40b",
                "RCPT TO:<bob@example.test>",
                "RCPT TO:<b\u00f6b@b\u00fccher.example> NOTIFY=SUCCESS,DELAY ORCPT=utf-8;b\\x{F6}b@example.test",
                "MAIL FROM:<> RET=FULL ENVID=a+2Bb HOLDUNTIL=2026-11-22T09:00:00Z BY=-10;NT MT-PRIORITY=-9 SMTPUTF8",
                "BDAT 100 LAST",
                "RCPT TO:<\"\\\\\"@[IPv6:::1]>",
                "AUTH PLAIN AGFsaWNlAGFsaWNl",
                "VRFY someone",
                "NOOP");
        Arbitrary<String> junk = Arbitraries.strings()
                .withChars("<>@\"\\[]:,.= -+")
                .withCharRange('\0', '\u00ff')
                .ofMaxLength(4);
        return Combinators.combine(
                        whole,
                        Arbitraries.integers().between(0, 80),
                        Arbitraries.integers().between(0, 8),
                        junk)
                .as((line, at, cut, inserted) -> {
                    int start = Math.min(at, line.length());
                    int end = Math.min(start + cut, line.length());
                    return line.substring(0, start) + inserted + line.substring(end);
                });
    }
}
