package org.facteur.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Domains that ask for it hear how the TLS of connections to them went, and what others tell is read. */
class TlsReportIT {

    private static final String ALICE = "alice@tlsrpt.test";
    private static final String REPORTS = "tls@tlsrpt.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();

    @AfterEach
    void stop() {
        remote.close();
        names.close();
    }

    private boolean hasArrived(String text) {
        return remote.messages().stream().anyMatch(message -> message.content().contains(text));
    }

    private String arrived(String text) {
        await().atMost(PATIENCE).until(() -> hasArrived(text));
        return remote.messages().stream()
                .map(ScriptedRemote.Received::content)
                .filter(content -> content.contains(text))
                .findFirst()
                .orElseThrow();
    }

    private static String send(AdminClient admin, String domain) {
        return admin.call("POST", "api/v1/tls-reports/send", "{\"domain\":\"" + domain + "\"}")
                .body();
    }

    private static String report(String mail) throws IOException {
        Matcher part = Pattern.compile("application/tlsrpt\\+gzip\r\n.*?\r\n\r\n(.*?)\r\n--", Pattern.DOTALL)
                .matcher(mail);
        assertThat(part.find()).as(mail).isTrue();
        byte[] compressed = Base64.getMimeDecoder().decode(part.group(1));
        try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void domainsHearOfTheirConnectionsAndWhatOthersTellIsRead() throws Exception {
        names.with(
                "mx.there.test. 60 IN A 127.0.0.1",
                "there.test. 60 IN MX 10 mx.there.test.",
                "other.test. 60 IN MX 10 mx.there.test.",
                "silent.test. 60 IN MX 10 mx.there.test.",
                "_smtp._tls.there.test. 60 IN TXT \"v=TLSRPTv1; rua=mailto:reports@there.test\"",
                "_smtp._tls.other.test. 60 IN TXT \"v=TLSRPTv1; rua=mailto:" + REPORTS + "\"");
        try (FacteurServer server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_DNS_SERVERS",
                        names.setting(),
                        "FACTEUR_OUTBOUND_PORT",
                        Integer.toString(remote.port()),
                        "FACTEUR_HOSTNAME",
                        "mail.tlsrpt.test",
                        "FACTEUR_TLS_REPORT_ORGANISATION",
                        "Post Office",
                        "FACTEUR_TLS_REPORT_CONTACT",
                        REPORTS,
                        "FACTEUR_TLS_REPORT_MAILBOX",
                        REPORTS))) {
            AdminClient admin = server.admin();
            admin.createDomain("tlsrpt.test");
            admin.createAccount(ALICE, PASSWORD);
            admin.createAccount(REPORTS, PASSWORD);
            String keys = "api/v1/domains/tlsrpt.test/dkim";
            Matcher selector = Pattern.compile("\"selector\":\"([^\"]+)\"")
                    .matcher(admin.call("POST", keys, "{\"algorithm\":\"ed25519-sha256\"}")
                            .body());
            assertThat(selector.find()).isTrue();
            admin.call("PATCH", keys + "/" + selector.group(1), "{\"state\":\"active\"}");
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);

            alice.submit("bob@there.test", "to there", "Hello.");
            alice.submit("bob@other.test", "to other", "Hello.");
            alice.submit("bob@silent.test", "to silent", "Hello.");
            arrived("Subject: to there");
            arrived("Subject: to other");
            arrived("Subject: to silent");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(send(admin, "there.test")).contains("\"result\":\"sent\""));
            assertThat(send(admin, "there.test")).contains("\"result\":\"nothing\"");
            String mail = arrived("TLS-Report-Domain: there.test");
            assertThat(mail)
                    .contains("DKIM-Signature:", "d=tlsrpt.test", "TLS-Report-Submitter: mail.tlsrpt.test")
                    .contains("From: <" + REPORTS + ">", "multipart/report; report-type=\"tlsrpt\"");
            assertThat(report(mail))
                    .contains("\"organization-name\":\"Post Office\"", "\"contact-info\":\"" + REPORTS + "\"")
                    .contains("\"policy-type\":\"no-policy-found\"", "\"policy-domain\":\"there.test\"")
                    .contains("\"total-successful-session-count\":0,\"total-failure-session-count\":1")
                    .contains("\"result-type\":\"starttls-not-supported\"")
                    .contains("\"receiving-mx-hostname\":\"mx.there.test\",\"receiving-ip\":\"127.0.0.1\"");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(send(admin, "silent.test")).contains("\"result\":\"unwanted\""));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(send(admin, "other.test")).contains("\"result\":\"sent\""));
            assertThat(admin.call("POST", "api/v1/tls-reports/read", "").statusCode())
                    .isEqualTo(204);
            String list = admin.call("GET", "api/v1/tls-reports?domain=other.test", "")
                    .body();
            Matcher id = Pattern.compile("\"id\":\"(\\d+)\"").matcher(list);
            assertThat(id.find()).as(list).isTrue();
            assertThat(admin.call("GET", "api/v1/tls-reports/" + id.group(1), "")
                            .body())
                    .contains("\"organisation\":\"Post Office\"", "\"domain\":\"other.test\"", "\"failures\":1")
                    .contains("\"kind\":\"starttls-not-supported\"", "\"host\":\"mx.there.test\"");
            assertThat(admin.call("GET", "api/v1/tls-reports?domain=there.test", "")
                            .body())
                    .contains("\"items\":[]");
            assertThat(admin.call("GET", "api/v1/tls-reports/999999", "").statusCode())
                    .isEqualTo(404);
            assertThat(send(admin, "no domain")).contains("\"field\":\"domain\"");
        }
    }
}
