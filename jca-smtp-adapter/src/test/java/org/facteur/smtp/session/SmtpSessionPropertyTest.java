package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.facteur.api.smtp.SmtpService;
import org.facteur.wire.session.Session;
import org.facteur.wire.transcript.SessionWire;

class SmtpSessionPropertyTest {

    private static final Pattern REPLIES =
            Pattern.compile("(?:[2345][0-9]{2}[ -][\\x20-\\x7e]*\\r\\n)*", Pattern.DOTALL);

    private static final Logger LOG = Logger.getLogger("org.facteur.smtp");

    private static Path spool = Path.of("");

    @BeforeContainer
    static void makeSpool() throws IOException {
        // Thousands of logins fail here.
        LOG.setLevel(Level.WARNING);
        spool = Files.createTempDirectory("spool");
    }

    @AfterContainer
    static void nothingIsLeft() throws IOException {
        LOG.setLevel(null);
        // Fails if a message has been left behind.
        Files.delete(spool);
    }

    @Property(tries = 2000)
    void whateverAClientSaysIsAnsweredByReplies(@ForAll SmtpService service, @ForAll("dialogues") List<String> said) {
        ScriptedListener listener = new ScriptedListener();
        SmtpLimits limits = new SmtpLimits(1000, 3, 100, 50, 3, Duration.ofMinutes(5));
        SmtpSettings settings =
                new SmtpSettings(service, "mail.example.test", spool, limits, SmtpPolicy.DEFAULT, Dialogue.CLOCK);
        SessionWire wire = new SessionWire(new SmtpSessionFactory(settings, listener), true, true);
        try {
            for (String octets : said) {
                wire.send(octets.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException closed) {
            // The server may close the connection at any time.
        }
        String answers = new String(wire.pending(), StandardCharsets.ISO_8859_1);
        wire.close();
        assertThat(answers).matches(REPLIES);
        assertThat(listener.delivered())
                .allMatch(each -> each.message().client().service() == service);
    }

    @Property(tries = 500)
    void noMoreThanALineWaitsForMore(@ForAll("dialogues") List<String> said) {
        SmtpSettings settings = new SmtpSettings(
                SmtpService.RELAY, "mail.example.test", spool, SmtpLimits.DEFAULT, SmtpPolicy.DEFAULT, Dialogue.CLOCK);
        SmtpSessionFactory factory = new SmtpSessionFactory(settings, new ScriptedListener());
        Session session = factory.open(new SessionWire(factory, false, false));
        ByteBuf input = Unpooled.buffer();
        for (String octets : said) {
            input.writeCharSequence(octets, StandardCharsets.ISO_8859_1);
            int before;
            do {
                before = input.readableBytes();
            } while (session.advance(input) != null || input.readableBytes() < before);
            assertThat(input.readableBytes()).isLessThanOrEqualTo(2049);
        }
        session.closed();
    }

    /** Dialogues that get somewhere now and then, with noise between. */
    @Provide
    Arbitrary<List<String>> dialogues() {
        Arbitrary<String> sense = Arbitraries.of(
                "EHLO client.example\r\n",
                "LHLO client.example\r\n",
                "AUTH PLAIN AGFsaWNlAGFsaWNl\r\n",
                "AUTH LOGIN\r\n",
                "MAIL FROM:<alice@example.test>\r\n",
                "MAIL FROM:<> SIZE=10\r\n",
                "RCPT TO:<bob@example.test>\r\n",
                "RCPT TO:<late-full@example.test>\r\n",
                "DATA\r\n",
                "Hello\r\n.\r\n",
                "\n.\r\n",
                ".\r\n",
                "BDAT 5\r\nab\r\nc",
                "BDAT 0 LAST\r\n",
                "BDAT 7 LAST\r\nx",
                "RSET\r\n");
        Arbitrary<String> noise = Arbitraries.strings()
                .withChars("\r\n. \0<>@=")
                .withCharRange('\0', '\u00ff')
                .ofMaxLength(20);
        return Arbitraries.frequencyOf(Tuple.of(8, sense), Tuple.of(1, noise))
                .list()
                .ofMaxSize(30);
    }
}
