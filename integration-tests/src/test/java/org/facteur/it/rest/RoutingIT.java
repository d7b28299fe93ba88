package org.facteur.it.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Aliases, groups and other names of domains, made by REST and met by SMTP. */
@ExtendWith(SharedServer.class)
class RoutingIT {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private FacteurServer server;
    private String domain;
    private String alice;

    @BeforeEach
    void makeAccount(FacteurServer server) {
        this.server = server;
        domain = "routing" + NAMES.incrementAndGet() + ".test";
        alice = "alice@" + domain;
        server.admin().createDomain(domain);
        server.admin().createAccount(alice, "secret");
    }

    @Test
    void anAliasIsMadeListedChangedAndDeleted() throws Exception {
        HttpResponse<String> made =
                call("POST", "aliases", "{\"address\":\"Info@" + domain + "\",\"targets\":[\"" + alice + "\"]}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location").orElse("")).endsWith("/aliases/info@" + domain);
        assertThat(call("POST", "aliases", "{\"address\":\"@" + domain + "\",\"targets\":[\"" + alice + "\"]}")
                        .statusCode())
                .isEqualTo(201);

        assertThat(call("GET", "aliases?domain=" + domain + "&count=1", ""))
                .satisfies(page -> assertThat(page.body()).contains("\"total\":2", "\"address\":\"@" + domain + "\""))
                .satisfies(page ->
                        assertThat(page.headers().firstValue("Link").orElse("")).contains("rel=\"next\""));
        assertThat(call("GET", "aliases/@" + domain, "").statusCode()).isEqualTo(200);
        assertThat(call("PATCH", "aliases/info@" + domain, "{\"targets\":[\"bob@elsewhere.example\"]}")
                        .body())
                .contains("\"targets\":[\"bob@elsewhere.example\"]");

        new MailClient(server.ports(), alice, "secret").relay("nobody@" + domain, "Caught", "It comes to Alice.");
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + alice + " secret").lineBeginning("a OK");
            assertThat(imap.ask("b STATUS INBOX (MESSAGES)")).contains("MESSAGES 1");
        }

        expectField(
                call("POST", "aliases", "{\"address\":\"" + alice + "\",\"targets\":[\"x@y.example\"]}"),
                409,
                "address");
        expectField(call("POST", "aliases", "{\"address\":\"a@" + domain + "\",\"targets\":[]}"), 422, "targets");
        expectField(call("POST", "aliases", "{\"address\":\"a@" + domain + "\"}"), 422, "targets");
        expectField(call("GET", "aliases?sort=colour", ""), 422, "sort");
        assertThat(call("DELETE", "domains/" + domain, "").statusCode()).isEqualTo(409);
        assertThat(call("DELETE", "aliases/info@" + domain, "").statusCode()).isEqualTo(204);
        assertThat(call("GET", "aliases/info@" + domain, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aGroupRefusesWhoMayNotPost() throws Exception {
        HttpResponse<String> made = call(
                "POST",
                "groups",
                "{\"address\":\"team@" + domain + "\",\"displayName\":\"The team\",\"members\":[\"" + alice
                        + "\"],\"posting\":\"MEMBERS\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"posting\":\"MEMBERS\"", "\"owner\":null");

        assertThat(rcpt("team@" + domain)).startsWith("550 5.7.1");
        assertThat(call("PATCH", "groups/team@" + domain, "{\"posting\":\"ANYONE\",\"owner\":\"" + alice + "\"}")
                        .body())
                .contains("\"posting\":\"ANYONE\"", "\"owner\":\"" + alice + "\"", "\"displayName\":\"The team\"");
        assertThat(rcpt("team@" + domain)).startsWith("250 2.1.5");

        expectField(
                call("PATCH", "groups/team@" + domain, "{\"members\":[\"nobody@" + domain + "\"]}"), 422, "members");
        expectField(call("PATCH", "groups/team@" + domain, "{\"posting\":\"NAMED\"}"), 422, "posters");
        expectField(call("PATCH", "groups/team@" + domain, "{\"posting\":\"SOME\"}"), 422, "posting");
    }

    @Test
    void aDomainHasOtherNames() throws Exception {
        String other = "other-" + domain;
        String names = "domains/" + domain + "/aliases";
        assertThat(rcpt("alice@" + other)).startsWith("550 5.7.1");

        assertThat(call("POST", names, "{\"name\":\"" + other + "\"}").statusCode())
                .isEqualTo(201);

        assertThat(call("GET", names, "").body()).contains("\"name\":\"" + other + "\"");
        assertThat(rcpt("alice+tag@" + other)).startsWith("250 2.1.5");
        assertThat(rcpt("nobody@" + other)).startsWith("550 5.1.1");
        expectField(call("POST", names, "{\"name\":\"" + other + "\"}"), 409, "name");
        expectField(call("POST", names, "{\"name\":\"no name\"}"), 422, "name");
        assertThat(call("GET", "domains/nowhere.example/aliases", "").statusCode())
                .isEqualTo(404);
        assertThat(call("DELETE", names + "/" + other, "").statusCode()).isEqualTo(204);
        assertThat(call("DELETE", names + "/" + other, "").statusCode()).isEqualTo(404);
    }

    private String rcpt(String recipient) throws Exception {
        try (LineClient smtp = LineClient.connect(server, Listener.SMTP)) {
            smtp.lineBeginning("220");
            smtp.say("HELO client.example").lineBeginning("250");
            smtp.say("MAIL FROM:<sender@elsewhere.example>").lineBeginning("250");
            return smtp.say("RCPT TO:<" + recipient + ">").line();
        }
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return server.admin().call(method, "api/v1/" + path, body);
    }

    private static void expectField(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains("\"field\":\"" + field + "\"");
    }
}
