package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.tls.TestAuthority;
import org.facteur.wire.tls.TestAuthority.Issued;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes to servers that want more than SMTP: a back end that speaks LMTP, and a smart host that takes mail from whom it knows. */
class NextServersIT {

    private static final String ALICE = "alice@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void aBackEndTakesMailByLmtpAndASmartHostWithALogin() throws Exception {
        TestAuthority authority = TestAuthority.in(folder.resolve("authority"));
        try (TestNameServer names = TestNameServer.start().with("smart.test. 60 IN A 127.0.0.1");
                Dovecot dovecot = Dovecot.start(folder);
                ScriptedRemote world = ScriptedRemote.start();
                Postfix postfix = smarthost(dovecot, authority.issue("smart.test"), world.port());
                ScriptedRemote partner = ScriptedRemote.start()) {
            partner.offers("PIPELINING", "AUTH LOGIN PLAIN").knows("facteur", "letter-box");
            Map<String, String> environment = new HashMap<>();
            environment.put("FACTEUR_DNS_SERVERS", names.setting());
            environment.put("FACTEUR_QUEUE_FIRST_RETRY", "PT1S");
            environment.put("FACTEUR_SMARTHOST", "smart.test:" + postfix.port());
            environment.put("FACTEUR_SMARTHOST_USER", "bob");
            environment.put("FACTEUR_SMARTHOST_PASSWORD", "letter-box");
            environment.put("FACTEUR_SMARTHOST_TLS", "verify");
            environment.put("FACTEUR_OUTBOUND_TLS_AUTHORITIES", authority.file().toString());
            try (FacteurServer server = FacteurServer.start(folder.resolve("facteur"), environment)) {
                AdminClient admin = server.admin();
                admin.createDomain("example.test");
                admin.createAccount(ALICE, PASSWORD);

                byLmtp(server, admin, dovecot);
                byPostfix(server, world);
                withAWrongPassword(server, admin, partner);
                assertThat(server.log()).doesNotContain("letter-box");
                assertThat(server.terminal()).doesNotContain("letter-box");
            }
        }
    }

    /** Takes mail over TLS from the users of Dovecot, and passes all of it on. */
    private static Postfix smarthost(Dovecot users, Issued identity, int next) {
        return Postfix.start(
                List.of("* smtp:[127.0.0.1]:" + next),
                List.of(
                        "mynetworks =",
                        "smtpd_relay_restrictions = permit_sasl_authenticated, reject",
                        "smtpd_sasl_auth_enable = yes",
                        "smtpd_sasl_type = dovecot",
                        "smtpd_sasl_path = " + users.authentication(),
                        "smtpd_sasl_authenticated_header = yes",
                        "smtpd_tls_security_level = encrypt",
                        "smtpd_tls_cert_file = " + identity.file(),
                        "smtpd_tls_key_file = " + identity.key()));
    }

    private static void byLmtp(FacteurServer server, AdminClient admin, Dovecot dovecot) throws Exception {
        assertThat(admin.call(
                                "POST",
                                "api/v1/routes",
                                "{\"domain\":\"lmtp.test\",\"host\":\"127.0.0.1\",\"port\":" + dovecot.port()
                                        + ",\"protocol\":\"lmtp\",\"receives\":true}")
                        .statusCode())
                .isEqualTo(201);
        try (LineClient client = LineClient.connect(server, Listener.SMTP)) {
            client.say("EHLO client.example").lineBeginning("250 ");
            assertThat(client.ask("MAIL FROM:<>")).startsWith("250");
            for (String user : new String[] {"bob", "nobody", "full"}) {
                assertThat(client.ask("RCPT TO:<" + user + "@lmtp.test>")).startsWith("250");
            }
            assertThat(client.ask("DATA")).startsWith("354");
            assertThat(client.say("Subject: by LMTP\r\n\r\nHello.\r\n..dots").ask("."))
                    .startsWith("250");
        }

        await().atMost(PATIENCE).until(() -> !dovecot.messages("bob").isEmpty());
        await().atMost(PATIENCE).until(() -> occurrences("\"deferred\"", history(admin, "full@lmtp.test")) > 1);
        assertThat(history(admin, "full@lmtp.test")).contains("\"code\":452", "4.2.2");
        await().atMost(PATIENCE).until(() -> history(admin, "nobody@lmtp.test").contains("\"bounced\""));
        assertThat(dovecot.messages("bob"))
                .as("once, though another of them is tried again")
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("Subject: by LMTP", "\n.dots")
                        .contains("with LMTP"));
        assertThat(dovecot.messages("full")).isEmpty();
    }

    /** It offers SCRAM-SHA-256, PLAIN and LOGIN, and takes nothing without TLS. */
    private static void byPostfix(FacteurServer server, ScriptedRemote world) throws Exception {
        new MailClient(server.ports(), ALICE, PASSWORD).submit("bob@far.test", "with a login", "Hello.");

        await().atMost(PATIENCE).until(() -> !world.messages().isEmpty());
        assertThat(world.messages().get(0).content())
                .contains("Subject: with a login", "(Authenticated sender: bob)", "(Postfix) with ESMTPSA");
        await().atMost(PATIENCE)
                .until(() -> history(server.admin(), "bob@far.test").contains("\"relayed\""));
    }

    private static void withAWrongPassword(FacteurServer server, AdminClient admin, ScriptedRemote partner)
            throws Exception {
        String route = "\"host\":\"127.0.0.1\",\"port\":" + partner.port() + ",\"user\":\"facteur\"";
        String made = admin.call(
                        "POST",
                        "api/v1/routes",
                        "{\"domain\":\"login.test\",\"password\":\"letter-bag\"," + route + "}")
                .body();
        assertThat(made)
                .contains("\"user\":\"facteur\"", "\"protocol\":\"smtp\"")
                .doesNotContain("letter-bag")
                .doesNotContain("\"password\"");
        new MailClient(server.ports(), ALICE, PASSWORD).submit("bob@login.test", "in the end", "Hello.");
        String queue = "api/v1/queue?destination=login.test";
        await().atMost(PATIENCE)
                .until(() -> admin.call("GET", queue, "").body().contains("No login as facteur: 535 5.7.8 Wrong"));
        assertThat(server.log()).contains("No login as facteur").doesNotContain("letter-bag");

        assertThat(admin.call("PUT", "api/v1/routes/login.test", "{" + route + ",\"password\":\"letter-box\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.call("PUT", "api/v1/routes/login.test", "{" + route + ",\"tls\":\"may\"}")
                        .body())
                .as("the password is kept")
                .contains("\"tls\":\"may\"");
        assertThat(admin.call("PUT", "api/v1/routes/login.test", "{" + route.replace("127.0.0.1", "localhost") + "}")
                        .body())
                .contains("\"field\":\"password\"");
        assertThat(admin.call("PUT", "api/v1/routes/login.test", "{" + route + ",\"source\":\"192.0.2.1\"}")
                        .body())
                .contains("\"field\":\"source\"");
        await().atMost(PATIENCE)
                .until(() -> partner.messages().stream()
                        .anyMatch(message -> message.content().contains("Subject: in the end")));
    }

    private static int occurrences(String word, String text) {
        return text.split(Pattern.quote(word), -1).length - 1;
    }

    /** The life of the one message to a recipient. */
    private static String history(AdminClient admin, String recipient) {
        String page =
                admin.call("GET", "api/v1/history?recipient=" + recipient, "").body();
        Matcher id = Pattern.compile("\"id\":\"(\\d+)\"").matcher(page);
        assertThat(id.find()).as(page).isTrue();
        return admin.call("GET", "api/v1/history/" + id.group(1), "").body();
    }
}
