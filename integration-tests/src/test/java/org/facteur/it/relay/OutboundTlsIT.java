package org.facteur.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.tls.TestAuthority;
import org.facteur.wire.tls.TestAuthority.Issued;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail goes to servers that are who they should be, as administrators and destinations say. */
class OutboundTlsIT {

    private static final String ALICE = "alice@example.test";
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

    /** Has the policies of MTA-STS of all domains: each names the server mx.there.test, but that of other.test another. */
    private static HttpsServer policies(Issued identity) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        JdkSslContext tls = (JdkSslContext) SslContextBuilder.forServer(
                        identity.file().toFile(), identity.key().toFile())
                .sslProvider(SslProvider.JDK)
                .build();
        server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
        server.createContext("/.well-known/mta-sts.txt", exchange -> {
            try (exchange) {
                boolean isOther = exchange.getRequestHeaders().getFirst("Host").startsWith("mta-sts.other.test");
                byte[] text = ("version: STSv1\r\nmode: enforce\r\nmx: mx." + (isOther ? "other" : "there")
                                + ".test\r\nmax_age: 86400\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.getResponseHeaders().set("Content-Type", "text/plain");
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        });
        server.start();
        return server;
    }

    private void hasMail(String domain) {
        names.with(domain + ". 60 IN MX 10 mx.there.test.");
    }

    private boolean hasArrived(String subject) {
        return remote.messages().stream()
                .anyMatch(message -> message.tls() && message.content().contains("Subject: " + subject + "\r\n"));
    }

    private static String waiting(AdminClient admin, String domain) {
        return admin.call("GET", "api/v1/queue?destination=" + domain, "").body();
    }

    @Test
    void mailGoesToServersThatAreWhoTheyShouldBe() throws Exception {
        TestAuthority authority = TestAuthority.in(folder.resolve("authority"));
        Issued identity = authority.issue("mx.there.test");
        remote.offersTls(identity.file(), identity.key());
        names.with(
                "mx.there.test. 60 IN A 127.0.0.1",
                "_mta-sts.sts.test. 60 IN TXT \"v=STSv1; id=1;\"",
                "_mta-sts.other.test. 60 IN TXT \"v=STSv1; id=1;\"",
                "dane.test. 60 IN MX 10 mx.dane.test.",
                "mx.dane.test. 60 IN A 127.0.0.1",
                "_" + remote.port() + "._tcp.mx.dane.test. 60 IN TLSA 3 1 1 " + "00".repeat(32));
        names.validated("dane.test").validated("mx.dane.test").validated("_" + remote.port() + "._tcp.mx.dane.test");
        hasMail("verified.test");
        hasMail("below.secure.test");
        hasMail("sts.test");
        hasMail("other.test");
        HttpsServer policies = policies(authority.issue("mta-sts.sts.test", "mta-sts.other.test"));
        Path hosts = Files.writeString(
                folder.resolve("hosts"),
                "127.0.0.1 localhost mta-sts.sts.test mta-sts.other.test "
                        + InetAddress.getLocalHost().getHostName() + "\n");
        try (FacteurServer server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_DNS_SERVERS", names.setting(),
                        "FACTEUR_DNS_TRUSTED", "true",
                        "FACTEUR_OUTBOUND_PORT", Integer.toString(remote.port()),
                        "FACTEUR_OUTBOUND_TLS_AUTHORITIES", authority.file().toString(),
                        "FACTEUR_OUTBOUND_STS_PORT",
                                Integer.toString(policies.getAddress().getPort()),
                        "FACTEUR_HOSTNAME", "mail.example.test",
                        "JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts))) {
            AdminClient admin = server.admin();
            admin.createDomain("example.test");
            admin.createAccount(ALICE, PASSWORD);
            administer(admin);
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);

            alice.submit("bob@verified.test", "verified", "Hello.");
            alice.submit("bob@sts.test", "published", "Hello.");
            alice.submit("bob@below.secure.test", "not secure", "Hello.");
            alice.submit("bob@other.test", "not named", "Hello.");
            alice.submit("bob@dane.test", "not in DNS", "Hello.");

            await().atMost(PATIENCE).until(() -> hasArrived("verified") && hasArrived("published"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(waiting(admin, "below.secure.test")).contains("is for mx.there.test, not for"));
            assertThat(waiting(admin, "below.secure.test")).containsPattern("\"lastTls\":\"TLSv1.3 \\w+ unverified\"");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(waiting(admin, "other.test"))
                            .contains("The MTA-STS policy of other.test names none"));
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(waiting(admin, "dane.test")).contains("is none that the TLSA records name"));
            assertThat(remote.messages()).hasSize(2);
            assertThat(admin.call("GET", "metrics", "").body())
                    .contains("facteur_outbound_connections", "tls=\"mta-sts\"", "tls=\"pkix\"");
        } finally {
            policies.stop(0);
        }
    }

    private static void administer(AdminClient admin) {
        String all = "api/v1/tls-policies";
        assertThat(admin.call("POST", all, "{\"domain\":\"Verified.test\",\"level\":\"verify\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(admin.call("POST", all, "{\"domain\":\"verified.test\",\"level\":\"may\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(admin.call("POST", all, "{\"domain\":\".secure.test\",\"level\":\"dane-only\"}")
                        .body())
                .contains("\"domain\":\".secure.test\"");
        assertThat(admin.call("PATCH", all + "/.secure.test", "{\"level\":\"secure\",\"names\":[\"mx.secure.test\"]}")
                        .body())
                .contains("\"level\":\"secure\"", "\"names\":[\"mx.secure.test\"]");
        assertThat(admin.call("POST", all, "{\"domain\":\"x.test\",\"level\":\"always\"}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(admin.call("POST", all, "{\"domain\":\"x.test\",\"level\":\"none\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(admin.call("DELETE", all + "/x.test", "").statusCode()).isEqualTo(204);
        assertThat(admin.call("GET", all + "/x.test", "").statusCode()).isEqualTo(404);
        assertThat(admin.call("GET", all + "?count=1", "").body())
                .contains("\"domain\":\".secure.test\"")
                .doesNotContain("verified.test");
    }
}
