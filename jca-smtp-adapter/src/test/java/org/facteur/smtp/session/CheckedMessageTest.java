package org.facteur.smtp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.facteur.api.network.Network;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.auth.Checks;
import org.facteur.smtp.auth.Checks.Scope;
import org.facteur.smtp.dkim.MessageScan;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.transcript.SessionWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/** What is found out about a message while its client waits, and where it is written. */
@Timeout(60)
class CheckedMessageTest {

    private static final String HOST = "mail.example.test";
    private static final String TEXT = "From: alice@example.org\r\nSubject: Hello\r\n\r\nHello.\r\n";

    @TempDir
    Path spool;

    private final TestNameServer names = TestNameServer.start();
    private final ScriptedListener listener = new ScriptedListener();

    @AfterEach
    void close() {
        names.close();
    }

    private SessionWire connect(Scope scope, Duration patience, List<Network> exempt) {
        Checks checks = new Checks(
                new CachingDns(DnsSettings.of(names.setting())), HOST, patience, scope, exempt, Dialogue.CLOCK);
        SmtpSettings settings = new SmtpSettings(
                SmtpService.RELAY,
                HOST,
                spool,
                SmtpLimits.DEFAULT,
                SmtpPolicy.DEFAULT,
                Dialogue.CLOCK,
                Optional.empty(),
                Optional.of(checks));
        return new SessionWire(new SmtpSessionFactory(settings, listener), false, false);
    }

    /** How the message is delivered, after what a client says before and behind it. */
    private String delivered(SessionWire wire, String sender, String message) throws IOException {
        wire.send(bytes("EHLO client.example.org\r\n"));
        wire.send(bytes("MAIL FROM:<" + sender + ">\r\nRCPT TO:<alice@example.test>\r\nDATA\r\n"));
        wire.send(bytes(message + ".\r\nNOOP\r\n"));
        assertThat(new String(wire.pending(), StandardCharsets.ISO_8859_1))
                .contains("\r\n354 ", "\r\n250 2.0.0 Ok: queued as ")
                .endsWith("\r\n250 2.0.0 Ok\r\n");
        ScriptedListener.Delivered last =
                listener.delivered().get(listener.delivered().size() - 1);
        assertThat(last.message().source().size()).isEqualTo(last.content().length());
        return last.content();
    }

    private String delivered(String sender, String message) throws IOException {
        return delivered(connect(Scope.ALL, Duration.ofSeconds(30), List.of()), sender, message);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What this server writes above its Received. */
    private static String results(String content) {
        assertThat(content).startsWith("Authentication-Results: " + HOST + ";\r\n\t");
        return content.substring(content.indexOf('\t') + 1, content.indexOf("\r\nReceived: from client.example.org "));
    }

    private String signed(String message) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = pair.getPublic().getEncoded();
        String key = Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, 12, 44));
        names.with("s._domainkey.example.org. 60 IN TXT \"v=DKIM1; k=ed25519; p=" + key + "\"");
        MessageScan scan = new MessageScan();
        scan.accept(bytes(message));
        return scan.end()
                        .orElseThrow()
                        .sign(
                                new SigningKey("example.org", "s", SigningAlgorithm.ED25519_SHA256, pair.getPrivate()),
                                Dialogue.CLOCK.instant())
                + message;
    }

    @Test
    void whatIsFoundStandsAboveTheReceivedOfThisServer() throws Exception {
        names.with(
                "example.org. 60 IN TXT \"v=spf1 ip4:127.0.0.1 ip6:::1 -all\"",
                "_dmarc.example.org. 60 IN TXT \"v=DMARC1\\; p=reject\"");
        String message = signed(TEXT);

        String content = delivered("alice@example.org", message);

        assertThat(results(content))
                .matches("spf=pass smtp\\.mailfrom=example\\.org;\r\n"
                        + "\tdkim=pass header\\.d=example\\.org header\\.s=s header\\.a=ed25519-sha256"
                        + " header\\.b=\\S{8,10};\r\n"
                        + "\tarc=none smtp\\.remote-ip=\\S+;\r\n"
                        + "\tdmarc=pass \\(p=reject\\) header\\.from=example\\.org");
        assertThat(content).endsWith("\r\n" + message);
        assertThat(listener.delivered().get(0).message().results()).isEqualTo("spf=pass dkim=pass arc=none dmarc=pass");
    }

    @Test
    void aMessageThatComesInChunksIsCheckedToo() throws Exception {
        SessionWire wire = connect(Scope.ALL, Duration.ofSeconds(30), List.of());
        String message = signed(TEXT);
        wire.send(bytes("EHLO client.example.org\r\n"));
        wire.send(bytes("MAIL FROM:<>\r\nRCPT TO:<alice@example.test>\r\n"));
        wire.send(bytes("BDAT 20\r\n" + message.substring(0, 20) + "BDAT " + (message.length() - 20) + " LAST\r\n"
                + message.substring(20)));

        assertThat(results(listener.delivered().get(0).content()))
                .startsWith("spf=none smtp.helo=client.example.org;\r\n\tdkim=pass ");
    }

    @Test
    void whatIsEncodedHereIsNotHeldAgainstItsSender() throws Exception {
        names.with("_dmarc.example.org. 60 IN TXT \"v=DMARC1\\; p=reject\"");
        String text = "From: alice@example.org\r\nContent-Transfer-Encoding: %s\r\n\r\nHello.\r\n";

        assertThat(results(binary(signed(text.formatted("binary")))))
                .contains("\tdkim=neutral (re-encoded here) header.d=example.org", "\tdmarc=temperror (p=reject)");
        names.without("s._domainkey.example.org");
        assertThat(results(binary(signed(text.formatted("8bit"))))).contains("\tdkim=pass ", "\tdmarc=pass ");
        String set = "ARC-Seal: i=1; a=rsa-sha256; cv=none; d=a.test; s=s; b=YQ==\r\n"
                + "ARC-Message-Signature: i=1; a=rsa-sha256; d=a.test; s=s; h=From; bh=YQ==; b=YQ==\r\n"
                + "ARC-Authentication-Results: i=1; a.test; spf=pass\r\n";
        assertThat(results(binary(set + text.formatted("binary")))).contains("\tarc=none (re-encoded here) ");
        assertThat(results(binary(set + text.formatted("8bit")))).contains("\tarc=fail ");
    }

    private String binary(String message) throws IOException {
        SessionWire wire = connect(Scope.ALL, Duration.ofSeconds(30), List.of());
        wire.send(bytes("EHLO client.example.org\r\n"));
        wire.send(bytes("MAIL FROM:<> BODY=BINARYMIME\r\nRCPT TO:<alice@example.test>\r\n"));
        wire.send(bytes("BDAT " + message.length() + " LAST\r\n" + message));
        return listener.delivered().get(listener.delivered().size() - 1).content();
    }

    @Test
    void nothingIsRefusedForWhatIsFound() throws Exception {
        names.with("example.org. 60 IN TXT \"v=spf1 -all\"");

        assertThat(results(delivered("alice@example.org", signed(TEXT).replace("Hello.", "Hallo."))))
                .startsWith("spf=fail smtp.mailfrom=example.org;\r\n\tdkim=fail (body hash does not verify) header.d=");
        assertThat(results(delivered("alice@example.org", "no header\r\nat all\r\n")))
                .startsWith(
                        "spf=fail smtp.mailfrom=example.org;\r\n\tdkim=permerror (malformed header);\r\n\tarc=none ");
        assertThat(results(delivered("alice@example.org", "X: y\r\n".repeat(60_000) + TEXT)))
                .endsWith("\r\n\tdmarc=permerror (malformed header)");
    }

    @Test
    void whereNameServersFailTheMessageIsDeliveredAllTheSame() throws Exception {
        String message = signed(TEXT);
        names.failing("example.org", Rcode.SERVFAIL).failing("s._domainkey.example.org", Rcode.SERVFAIL);
        assertThat(results(delivered("alice@example.org", message)))
                .startsWith("spf=temperror (no answer of the name servers) smtp.mailfrom=example.org;\r\n"
                        + "\tdkim=temperror (no answer for the key) header.d=example.org ");

        names.silent("example.org").silent("s._domainkey.example.org");
        assertThat(results(
                        delivered(connect(Scope.ALL, Duration.ofMillis(100), List.of()), "alice@example.org", message)))
                .startsWith("spf=temperror (no answer in time) smtp.mailfrom=example.org;\r\n\tdkim=temperror ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Authentication-Results: mail.example.test; dkim=pass                   | gone
        authentication-results:MAIL.EXAMPLE.TEST;dkim=pass                     | gone
        Authentication-Results : mail.example.test 1; dkim=pass                | gone
        Authentication-Results:~ (a (nested; one) \\) comment)~ "mail.example.test"; dkim=pass | gone
        Authentication-Results: "mail.ex\\ample.test"; dkim=pass               | gone
        Authentication-Results: mail.example.test                              | gone
        Authentication-Results:~ ~ mail.example.test;~ dkim=pass~ header.d=x   | gone
        Authentication-Results: mail.example.org; dkim=pass                    | stays
        Authentication-Results: x.mail.example.test; dkim=pass                 | stays
        Authentication-Results: mx.example.org; x=mail.example.test            | stays
        X-Authentication-Results: mail.example.test; dkim=pass                 | stays
        Subject: Authentication-Results: mail.example.test; dkim=pass          | stays
        """)
    void whatASenderWritesInOurNameGoes(String field, String fate) throws Exception {
        String written = field.replace("~", "\r\n") + "\r\n";
        String others = "To: somebody\r\n";

        String content = delivered("", others + written + others + written + TEXT + written);

        String trace = content.substring(0, content.indexOf(others));
        assertThat(content)
                .isEqualTo(trace
                        + (fate.equals("stays") ? others + written + others + written : others + others)
                        + TEXT
                        + written);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Authentication-Results:*~ mail.example.test; dkim=pass    | ~ (a comment)
        Authentication-Results:*mail.example.test; dkim=pass      | '  '
        Authentication-Results* : mail.example.test; dkim=pass    | '  '
        Authentication-Results*~ : mail.example.test; dkim=pass   | '~  '
        Authentication-Results: "*mail.example.test"; dkim=pass   | ' ~ '
        Authentication-Results: (*) mail.example.test; dkim=pass  | '(a))'
        """)
    void howFarItSetsOurNameOffDoesNotMatter(String field, String fill) throws Exception {
        for (int times : List.of(1, 500, 1_000, 5_000)) {
            String written = field.replace("*", fill.repeat(times)).replace("~", "\r\n") + "\r\n";

            assertThat(delivered("", "To: somebody\r\n" + written + TEXT)).endsWith("\r\nTo: somebody\r\n" + TEXT);
        }
    }

    @Test
    void howManyItWritesDoesNotMatter() throws Exception {
        String forged = "Authentication-Results: " + HOST + "; dkim=pass\r\nX: y\r\n";

        String content = delivered("", "A: b\r\n" + forged.repeat(300) + TEXT);

        assertThat(content)
                .doesNotContain("dkim=pass")
                .contains("\r\nA: b\r\nX: y\r\n")
                .endsWith("\r\n" + TEXT);
        assertThat(delivered("", "Authentication-Results: " + HOST + "; dkim=pass\r\n"))
                .doesNotContain("dkim=pass");
    }

    @Test
    void noKeyIsAskedForWhereTheBodyIsAnother() throws Exception {
        String message = signed(TEXT).replace("Hello.", "Hallo.");

        assertThat(results(delivered("", message))).contains("\tdkim=fail (body hash does not verify) ");
        assertThat(names.questions()).noneMatch(question -> question.contains("_domainkey"));
    }

    @Test
    void whatSendersSayMakesNoResult() throws Exception {
        String signature = "DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=a_b; h=From; bh=YQ==;"
                + " b=/dkim=pa/ss header.d=bank.test\r\n";

        assertThat(results(delivered("\"x;dkim=pass\"@example.org", signature + TEXT)))
                .contains("spf=none smtp.mailfrom=example.org;\r\n", "\tdkim=permerror (malformed signature);\r\n");
    }

    @Test
    void clientsThatAreTrustedAreNotChecked() throws Exception {
        String forged = "Authentication-Results: " + HOST + "; spf=pass\r\n";
        for (SessionWire wire : List.of(
                connect(Scope.OFF, Duration.ofSeconds(30), List.of()),
                connect(Scope.ON, Duration.ofSeconds(30), List.of()),
                connect(Scope.ON, Duration.ofSeconds(30), List.of(Network.parse("192.0.2.0/24"))))) {
            assertThat(delivered(wire, "alice@example.org", forged + TEXT))
                    .startsWith("Received: from ")
                    .endsWith("\r\n" + forged + TEXT);
        }
        assertThat(names.questions()).isEmpty();
    }
}
