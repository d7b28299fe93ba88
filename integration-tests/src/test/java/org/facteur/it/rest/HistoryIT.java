package org.facteur.it.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What became of messages, asked for by REST. */
@ExtendWith(SharedServer.class)
class HistoryIT {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private FacteurServer server;
    private String alice;
    private String bob;

    @BeforeEach
    void makeAccounts(FacteurServer server) {
        this.server = server;
        String domain = "history" + NAMES.incrementAndGet() + ".test";
        alice = "alice@" + domain;
        bob = "bob@" + domain;
        server.admin().createDomain(domain);
        server.admin().createAccount(alice, "secret");
        server.admin().createAccount(bob, "secret");
    }

    @Test
    void aMessageIsFoundByWhoItIsForAndFromAndToldInFull() throws Exception {
        MailClient client = new MailClient(server.ports(), alice, "secret");
        client.submit(bob, "First", "Hello.");
        client.submit(bob, "Second", "Hello.");

        HttpResponse<String> page = call("history?recipient=" + bob + "&count=1");
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "\"origin\":\"submission\"",
                        "\"account\":\"" + alice + "\"",
                        "\"sender\":\"" + alice + "\"",
                        "\"tls\":\"TLSv1.3",
                        "\"address\":\"" + bob + "\"",
                        "\"fate\":\"delivered\"",
                        "\"detail\":\"INBOX\"",
                        "\"moreRecipients\":0",
                        "\"later\":[]");
        String link = page.headers().firstValue("Link").orElse("");
        assertThat(link).contains("rel=\"next\"");
        String next = text("next", page.body());
        assertThat(call("history?recipient=" + bob + "&after=" + next).body())
                .contains("\"next\":null")
                .doesNotContain(text("id", page.body()));

        HttpResponse<String> detail = call("history/" + text("id", page.body()));
        assertThat(detail.statusCode()).isEqualTo(200);
        assertThat(detail.body()).contains("\"events\":[]", "\"messageId\":\"" + text("messageId", page.body()) + "\"");

        assertThat(call("history?messageId=" + text("messageId", page.body())).body())
                .contains(text("id", page.body()));
        assertThat(call("history?sender=" + alice + "&until=2026-01-01T00:00:00Z")
                        .body())
                .isEqualTo("{\"messages\":[],\"next\":null}");
    }

    @Test
    void whatCannotBeIsSaidByItsName() {
        assertThat(call("history/1").statusCode()).isEqualTo(404);
        for (String query : new String[] {"from=yesterday", "until=x", "after=-x", "count=0", "count=1000"}) {
            HttpResponse<String> refusal = call("history?" + query);
            assertThat(refusal.statusCode()).as(query).isEqualTo(422);
            assertThat(refusal.body()).contains("\"field\":\"" + query.substring(0, query.indexOf('=')) + "\"");
        }
    }

    private static String text(String field, String body) {
        Matcher matcher = Pattern.compile("\"" + field + "\":\"([^\"]+)\"").matcher(body);
        assertThat(matcher.find()).as(field + " in " + body).isTrue();
        return matcher.group(1);
    }

    private HttpResponse<String> call(String path) {
        return server.admin().call("GET", "api/v1/" + path, "");
    }
}
