package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.network.Network;
import org.facteur.api.smtp.SmtpService;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.reputation.DnsList;
import org.facteur.wire.reputation.Reputations;
import org.facteur.wire.transcript.SessionWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;

@Timeout(60)
class ListedClientsTest {

    private static final String TO_ALICE = "RCPT TO:<alice@example.test>\r\n";
    private static final String GREETING = "HELO there\r\nMAIL FROM:<a@example.org>\r\n";

    @TempDir
    Path spool;

    private final TestNameServer names = TestNameServer.start();

    @BeforeEach
    void list() {
        names.with(
                "1.0.0.127.bl.test. 60 IN A 127.0.0.2",
                "1.0.0.127.bl.test. 60 IN TXT \"Seen by a trap\\010\\013250 OK\"",
                "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.bl.test. 60 IN A 127.0.0.2");
    }

    @AfterEach
    void close() {
        names.close();
    }

    private SessionWire connect(String blocking, String allowing) {
        SmtpPolicy policy = new SmtpPolicy(
                Set.of(),
                Disclosure.OFF,
                Disclosure.OFF,
                List.of(Network.parse("127.0.0.0/8"), Network.parse("::1")),
                Duration.ZERO,
                List.of());
        Reputations reputations = new Reputations(
                new CachingDns(DnsSettings.of(names.setting())), DnsList.parse(blocking), DnsList.parse(allowing), 1);
        SmtpSettings settings = new SmtpSettings(
                SmtpService.RELAY,
                "mail.example.test",
                spool,
                SmtpLimits.DEFAULT,
                policy,
                Dialogue.CLOCK,
                Optional.of(reputations),
                Optional.empty());
        return new SessionWire(new SmtpSessionFactory(settings, new ScriptedListener()), false, false);
    }

    /** The last line of what the server says, when the client says one line after the other. */
    private static String last(SessionWire wire, String octets) throws Exception {
        String said = "";
        for (String line : octets.split("(?<=\n)")) {
            wire.send(line.getBytes(StandardCharsets.ISO_8859_1));
            said = new String(wire.pending(), StandardCharsets.ISO_8859_1).stripTrailing();
        }
        return said.substring(said.lastIndexOf('\n') + 1);
    }

    @Test
    void whoIsListedIsRefusedWithTheReasonInOneLine() throws Exception {
        assertThat(last(connect("bl.test", ""), GREETING + TO_ALICE))
                .isEqualTo("550 5.7.1 127.0.0.1 is listed by bl.test: Seen by a trap??250 OK");
    }

    @Test
    void thePostmasterCanAlwaysBeReached() throws Exception {
        SessionWire wire = connect("bl.test", "");
        assertThat(last(wire, GREETING + "RCPT TO:<postmaster@example.test>\r\n"))
                .startsWith("250 2.1.5");
        assertThat(last(wire, "RCPT TO:<postmaster>\r\n")).startsWith("250 2.1.5");
        assertThat(last(wire, "RCPT TO:<Abuse@example.test>\r\n")).startsWith("550 5.1.1");
        assertThat(last(wire, "RCPT TO:<notpostmaster@example.test>\r\n")).startsWith("550 5.7.1");
    }

    @Test
    void aListThatAllowsPrevailsAndOneThatFailsRefusesNobody() throws Exception {
        names.with("1.0.0.127.wl.test. 60 IN A 127.0.0.2").failing("1.0.0.127.broken.test", Rcode.SERVFAIL);
        assertThat(last(connect("bl.test", "wl.test"), GREETING + TO_ALICE)).startsWith("250 2.1.5");
        assertThat(last(connect("broken.test", ""), GREETING + TO_ALICE)).startsWith("250 2.1.5");
    }

    @Test
    void forWhomAProxySpeaksIsLookedUp() throws Exception {
        names.with("7.2.0.192.bl.test. 60 IN A 127.0.0.2");
        assertThat(last(connect("bl.test", ""), "XCLIENT ADDR=192.0.2.8\r\n" + GREETING + TO_ALICE))
                .startsWith("250 2.1.5");
        assertThat(last(connect("bl.test", ""), "XCLIENT ADDR=192.0.2.7\r\n" + GREETING + TO_ALICE))
                .isEqualTo("550 5.7.1 192.0.2.7 is listed by bl.test");
    }
}
