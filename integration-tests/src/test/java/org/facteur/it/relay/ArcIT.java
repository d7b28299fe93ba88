package org.facteur.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail of others is checked when it comes, and sealed when it is passed on; another implementation makes and verifies such seals. */
class ArcIT {

    private static final String DOMAIN = "sealing.test";
    private static final String HOST = "mail." + DOMAIN;
    private static final String INFO = "info@" + DOMAIN;
    private static final String CAROL = "carol@" + DOMAIN;
    private static final String PASSWORD = "post-office-1";
    private static final String KEYS = "api/v1/domains/" + DOMAIN + "/dkim";
    private static final Path SCRIPT = Path.of("src/test/resources/relay/arc.py");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();

    @BeforeEach
    void publish() throws Exception {
        names.with(
                "sender.test. 60 IN TXT \"v=spf1 ip4:127.0.0.0/8 ip6:::1 -all\"",
                "other.test. 60 IN TXT \"v=spf1 -all\"",
                "_dmarc.sender.test. 60 IN TXT \"v=DMARC1\\; p=reject\"");
        publish("sender.test");
        publish("first.test");
    }

    @AfterEach
    void stop() {
        remote.close();
        names.close();
    }

    private FacteurServer start() {
        FacteurServer server = FacteurServer.start(
                folder.resolve("server"),
                Map.of(
                        "FACTEUR_DNS_SERVERS",
                        names.setting(),
                        "FACTEUR_SMARTHOST",
                        "127.0.0.1:" + remote.port(),
                        "FACTEUR_HOSTNAME",
                        HOST,
                        "FACTEUR_AUTH_CHECKS",
                        "all",
                        "FACTEUR_QUEUE_FIRST_RETRY",
                        "PT1S"));
        AdminClient admin = server.admin();
        admin.createDomain(DOMAIN);
        admin.createAccount(CAROL, PASSWORD);
        call(admin, "POST", "api/v1/aliases", "{\"address\":\"" + INFO + "\",\"targets\":[\"bob@there.test\"]}", 201);
        return server;
    }

    /** Makes a key for a domain elsewhere. */
    private void publish(String domain) throws GeneralSecurityException, IOException {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        Files.writeString(
                folder.resolve(domain),
                "-----BEGIN PRIVATE KEY-----\n"
                        + lines.encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n");
        String text = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        names.with("s._domainkey." + domain + ". 60 IN TXT \"v=DKIM1; k=rsa; p=" + text.substring(0, 200) + "\" \""
                + text.substring(200) + "\"");
    }

    private void activate(AdminClient admin, String algorithm) {
        String key = call(admin, "POST", KEYS, "{\"algorithm\":\"" + algorithm + "\"}", 201);
        Matcher zone = Pattern.compile("\"zone\":\"((\\S+?)\\.\\S+) IN TXT \\( (.+?) \\)\"")
                .matcher(key);
        assertThat(zone.find()).as(key).isTrue();
        names.with(zone.group(1) + " 60 IN TXT " + zone.group(3).replace("\\\"", "\""));
        call(admin, "PATCH", KEYS + "/" + zone.group(2), "{\"state\":\"active\"}", 200);
    }

    private static String call(AdminClient admin, String method, String path, String body, int status) {
        var answer = admin.call(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private String python(String content, String... arguments) throws Exception {
        Path errors = folder.resolve("python.txt");
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        Process python =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        try (OutputStream in = python.getOutputStream()) {
            in.write(content.getBytes(ISO_8859_1));
        }
        String said = new String(python.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(python.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).as(Files.readString(errors)).isZero();
        return said;
    }

    private List<String> verdict(String content) throws Exception {
        String port = names.setting().substring(names.setting().indexOf(':') + 1);
        return python(content, "verify", port).lines().toList();
    }

    private static String message(String subject) {
        return "From: alice@sender.test\r\nTo: " + INFO + "\r\nSubject: " + subject
                + "\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\nMessage-ID: <" + subject
                + "@sender.test>\r\n\r\nHello.  \r\n.dot\r\n\r\n";
    }

    private String signed(String message) throws Exception {
        return python(message, "sign", folder.resolve("sender.test").toString(), "s", "sender.test");
    }

    /** As somebody passes it on to whom it came first. */
    private String sealed(String message) throws Exception {
        return python(
                "Authentication-Results: mx.first.test; spf=pass smtp.mailfrom=sender.test; arc=none\r\n" + message,
                "seal",
                folder.resolve("first.test").toString(),
                "s",
                "first.test",
                "mx.first.test");
    }

    private static void send(FacteurServer server, String sender, String recipient, String message) throws IOException {
        try (LineClient smtp = LineClient.connect(server, Listener.SMTP)) {
            smtp.lineBeginning("220 ");
            smtp.say("EHLO client.sender.test").lineBeginning("250 ");
            smtp.say("MAIL FROM:<" + sender + ">").lineBeginning("250 ");
            smtp.say("RCPT TO:<" + recipient + ">").lineBeginning("250 ");
            smtp.say("DATA").lineBeginning("354 ");
            smtp.sendOctets((message.replace("\r\n.", "\r\n..") + ".\r\n").getBytes(ISO_8859_1));
            smtp.lineBeginning("250 ");
        }
    }

    private String arrived(String subject) {
        String line = "\r\nSubject: " + subject + "\r\n";
        await().atMost(PATIENCE)
                .until(() -> remote.messages().stream()
                        .anyMatch(message -> message.content().contains(line)));
        return remote.messages().stream()
                .map(ScriptedRemote.Received::content)
                .filter(content -> content.contains(line))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasFoundIsPassedOnUnderSeal() throws Exception {
        try (FacteurServer server = start()) {
            withoutAKeyNothingIsSealed(server);
            activate(server.admin(), "rsa-sha256");
            activate(server.admin(), "ed25519-sha256");
            aMessageIsCheckedAndSealed(server);
            aChainIsContinued(server);
            aBrokenChainIsSaidToBeBroken(server);
            whatAScriptRedirectsIsSealed(server);
            whatAnAccountSendsIsSigned(server);
            assertThat(server.admin().call("GET", "api/v1/history", "").body())
                    .contains("\"checks\":\"spf=pass dkim=pass arc=pass dmarc=pass\"");
            assertThat(server.admin().call("GET", "metrics", "").body())
                    .contains("facteur_smtp_checks", "method=\"arc\",", "result=\"sealed\"");
        }
    }

    private void withoutAKeyNothingIsSealed(FacteurServer server) throws Exception {
        send(server, "alice@other.test", INFO, message("keyless"));

        assertThat(arrived("keyless"))
                .startsWith("Authentication-Results: " + HOST + ";\r\n\tspf=fail smtp.mailfrom=other.test;\r\n"
                        + "\tdkim=none;\r\n\tarc=none smtp.remote-ip=127.0.0.1;\r\n"
                        + "\tdmarc=fail (p=reject) header.from=sender.test\r\nReceived: from client.sender.test ");
    }

    private void aMessageIsCheckedAndSealed(FacteurServer server) throws Exception {
        String forged = "Authentication-Results: " + HOST + "; dkim=pass header.d=bank.test\r\n";
        String others = "Authentication-Results: mx.elsewhere.test; spf=none\r\n";

        send(server, "alice@sender.test", INFO, forged + others + signed(message("checked")));

        String content = arrived("checked");
        String found = " " + HOST + ";\r\n\tspf=pass smtp.mailfrom=sender.test;\r\n"
                + "\tdkim=pass header.d=sender.test header.s=s header.a=rsa-sha256 header.b=";
        assertThat(content)
                .startsWith("ARC-Seal: i=1; a=rsa-sha256; cv=none;\r\n\td=" + DOMAIN + ";\r\n")
                .contains("\r\nARC-Authentication-Results: i=1;" + found, "\r\nAuthentication-Results:" + found, others)
                .doesNotContain("bank.test");
        assertThat(verdict(content)).containsExactly("pass success", "1 none " + DOMAIN + " signature seal");
        assertThat(verdict(content.replace("Hello.", "Hallo.")).get(0)).startsWith("fail ");
    }

    private void aChainIsContinued(FacteurServer server) throws Exception {
        send(server, "alice@sender.test", INFO, sealed(signed(message("continued"))));

        String content = arrived("continued");
        assertThat(content).startsWith("ARC-Seal: i=2; a=rsa-sha256; cv=pass;").contains("\tarc=pass smtp.remote-ip=");
        assertThat(verdict(content))
                .containsExactly(
                        "pass success", "2 pass " + DOMAIN + " signature seal", "1 none first.test signature seal");
    }

    private void aBrokenChainIsSaidToBeBroken(FacteurServer server) throws Exception {
        send(server, "alice@sender.test", INFO, sealed(message("broken")).replace("Hello.", "Hallo."));

        String content = arrived("broken");
        assertThat(content)
                .startsWith("ARC-Seal: i=2; a=rsa-sha256; cv=fail;")
                .contains("\tarc=fail (body hash does not verify) smtp.remote-ip=127.0.0.1;\r\n");
        assertThat(verdict(content).get(0)).isEqualTo("ended ARC-Seal[2] reported failure, the chain is terminated");
    }

    private void whatAScriptRedirectsIsSealed(FacteurServer server) throws Exception {
        try (LineClient sieve = LineClient.connect(server, Listener.SIEVE)) {
            sieve.lineBeginning("OK");
            String login = Base64.getEncoder().encodeToString(("\0" + CAROL + "\0" + PASSWORD).getBytes(UTF_8));
            sieve.say("AUTHENTICATE \"PLAIN\" \"" + login + "\"").lineBeginning("OK");
            String script = "redirect \"dan@there.test\";";
            sieve.say("PUTSCRIPT \"main\" {" + script.length() + "+}\r\n" + script)
                    .lineBeginning("OK");
            sieve.say("SETACTIVE \"main\"").lineBeginning("OK");
        }
        // Nobody is told of a message without a reverse-path.
        send(server, "", CAROL, signed(message("redirected")));

        String content = arrived("redirected");
        assertThat(content).contains("\tspf=none smtp.helo=client.sender.test;", "X-Sieve-Redirected-From: " + CAROL);
        assertThat(verdict(content)).containsExactly("pass success", "1 none " + DOMAIN + " signature seal");
    }

    private void whatAnAccountSendsIsSigned(FacteurServer server) throws Exception {
        new MailClient(server.ports(), CAROL, PASSWORD).submit(INFO, "submitted", "Hello.");

        assertThat(arrived("submitted"))
                .startsWith("DKIM-Signature: ")
                .doesNotContain("ARC-Seal", "Authentication-Results");
    }
}
