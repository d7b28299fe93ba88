package org.facteur.it.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class RestIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String PROBLEM = "application/problem+json";

    private FacteurServer server;
    private String domain;

    @BeforeEach
    void chooseNames(FacteurServer server) {
        this.server = server;
        domain = "rest" + NAMES.incrementAndGet() + ".test";
    }

    @Test
    void aDomainIsMadeShownListedAndDeleted() {
        HttpResponse<String> made = call("POST", "domains", "{\"name\":\"" + domain.toUpperCase(Locale.ROOT) + "\"}");
        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).hasValue(server.http() + "api/v1/domains/" + domain);
        assertThat(made.body()).contains("\"name\":\"" + domain + "\"", "\"accounts\":0", "\"created\":\"");

        assertThat(call("GET", "domains/" + domain, "").statusCode()).isEqualTo(200);
        assertThat(call("GET", "domains", "").body()).contains("\"" + domain + "\"");
        assertThat(call("PATCH", "domains/" + domain, "{}").statusCode()).isEqualTo(200);
        assertThat(call("PATCH", "domains/" + domain, "{\"defaultQuotaMessages\":9}")
                        .body())
                .contains("\"defaultQuotaBytes\":null", "\"defaultQuotaMessages\":9");
        expectProblem(call("PATCH", "domains/" + domain, "{\"name\":\"other.test\"}"), 422, "name");
        assertThat(call("DELETE", "domains/" + domain, "").statusCode()).isEqualTo(204);
        expectProblem(call("GET", "domains/" + domain, ""), 404, null);
        expectProblem(call("DELETE", "domains/" + domain, ""), 404, null);
    }

    @Test
    void anAccountIsMadeShownChangedAndDeleted() {
        server.admin().createDomain(domain);
        String address = "alice@" + domain;
        HttpResponse<String> made = call(
                "POST",
                "accounts",
                "{\"address\":\"" + address + "\",\"password\":\"secret-17\",\"quotaBytes\":1048576}");
        assertThat(made.statusCode()).isEqualTo(201);
        URI location = URI.create(made.headers().firstValue("Location").orElseThrow());
        assertThat(location.getPath()).isEqualTo("/api/v1/accounts/" + address);
        assertThat(made.body())
                .contains("\"quotaBytes\":1048576", "\"enabled\":true")
                .doesNotContain("secret-17");

        assertThat(call("GET", "accounts/" + address, "").body())
                .contains("\"address\":\"" + address + "\"", "\"domain\":\"" + domain + "\"", "\"messages\":0")
                .doesNotContain("secret-17");
        assertThat(call("PATCH", "accounts/" + address, "{\"enabled\":false}").body())
                .contains("\"enabled\":false", "\"quotaBytes\":1048576");
        assertThat(call("PATCH", "accounts/" + address, "{\"quotaMessages\":5}").body())
                .contains("\"quotaMessages\":5", "\"usedBytes\":0", "\"usedMessages\":0");
        assertThat(call("PATCH", "accounts/" + address, "{\"quotaBytes\":null,\"password\":\"secret-18\"}")
                        .body())
                .contains("\"quotaBytes\":null", "\"enabled\":false")
                .doesNotContain("secret-18");
        assertThat(call("DELETE", "accounts/" + address, "").statusCode()).isEqualTo(204);
        expectProblem(call("GET", "accounts/" + address, ""), 404, null);
        expectProblem(call("PATCH", "accounts/" + address, "{}"), 404, null);
    }

    @Test
    void whatExistsAlreadyAndWhatIsStillNeededIsAConflict() {
        server.admin().createDomain(domain);
        server.admin().createAccount("alice@" + domain, "x");

        expectProblem(call("POST", "domains", "{\"name\":\"" + domain + "\"}"), 409, "name");
        expectProblem(
                call("POST", "accounts", "{\"address\":\"ALICE@" + domain + "\",\"password\":\"x\"}"), 409, "address");
        expectProblem(call("DELETE", "domains/" + domain, ""), 409, null);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "domains | {} | name",
                "domains | {\"name\":\"no domain\"} | name",
                "domains | {\"name\":7} | name",
                "domains | {\"name\":null} | name",
                "domains | {\"name\":\"a.test\",\"colour\":\"blue\"} | colour",
                "domains | {\"name\":\"a.test\",\"defaultQuotaMessages\":-1} | defaultQuotaMessages",
                "accounts | {\"password\":\"x\"} | address",
                "accounts | {\"address\":\"alice\",\"password\":\"x\"} | address",
                "accounts | {\"address\":\"alice@unknown.test\",\"password\":\"x\"} | address",
                "accounts | {\"address\":\"alice@example.test\"} | password",
                "accounts | {\"address\":\"nobody@example.test\",\"password\":\"\"} | password",
                "accounts | {\"address\":\"nobody@example.test\",\"password\":\"x\",\"quotaBytes\":-1} | quotaBytes",
                "accounts | {\"address\":\"nobody@example.test\",\"password\":\"x\",\"quotaBytes\":1.5} | quotaBytes",
                "accounts | {\"address\":\"nobody@example.test\",\"password\":\"x\",\"quotaBytes\":1e99} | quotaBytes",
                "accounts | {\"address\":\"nobody@example.test\",\"password\":\"x\",\"quotaBytes\":\"1\"} | quotaBytes"
            })
    void aValueThatCannotBeIsNamed(String collection, String body, String field) {
        expectProblem(call("POST", collection, body), 422, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "{", "{\"name\":}", "[]", "\"text\"", "null", "{}{}", "{\"name\":\"\\uZZZZ\"}"})
    void whatIsNoJsonObjectIsABadRequest(String body) {
        expectProblem(call("POST", "domains", body), 400, null);
    }

    @Test
    void anEmptyDeepOrHugeBodyHasADefinedAnswer() {
        expectProblem(call("POST", "domains", " "), 400, null);
        expectProblem(call("POST", "domains", "[".repeat(30_000)), 400, null);
        expectProblem(call("POST", "domains", " ".repeat(70_000) + "{}"), 413, null);
    }

    @Test
    void anotherMediaTypeMethodOrAddressHasAProblemToo() throws Exception {
        expectProblem(
                send(request("domains").header("Content-Type", "text/plain").POST(text("{}"))), 415, null);
        expectProblem(send(request("domains").header("Accept", "text/html").GET()), 406, null);
        HttpResponse<String> put = call("PUT", "domains", "{}");
        expectProblem(put, 405, null);
        assertThat(put.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
        expectProblem(call("GET", "nothing", ""), 404, null);
    }

    @Test
    void withoutTheAdministratorsPasswordNothingIsDone() throws Exception {
        for (String authorization :
                new String[] {"", "Basic !", "Bearer x", basic("admin", "wrong"), basic("root", "x")}) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.http().resolve("api/v1/domains"));
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            HttpResponse<String> refused = send(request.GET());
            expectProblem(refused, 401, null);
            assertThat(refused.headers().firstValue("WWW-Authenticate"))
                    .hasValue("Basic realm=\"Facteur\", charset=\"UTF-8\"");
        }
    }

    @Test
    void aPageOfAnotherSiteCannotUseThePasswordThatABrowserRemembers() throws Exception {
        HttpRequest.Builder request = request("domains")
                .header("Content-Type", "application/json")
                .POST(text("{\"name\":\"" + domain + "\"}"));

        expectProblem(send(request.copy().header("Sec-Fetch-Site", "cross-site")), 403, null);
        expectProblem(send(request.copy().header("Origin", "https://evil.example")), 403, null);
        expectProblem(call("GET", "domains/" + domain, ""), 404, null);
    }

    @Test
    void theAccountsComeInPagesThatLeadToEachOther() {
        server.admin().createDomain(domain);
        for (char name = 'a'; name <= 'e'; name++) {
            server.admin().createAccount(name + "@" + domain, "x");
        }
        HttpResponse<String> first = call("GET", "accounts?domain=" + domain + "&count=2&sort=-address", "");
        assertThat(first.body())
                .contains("\"total\":5", "\"first\":0")
                .containsSubsequence("\"e@" + domain, "\"d@" + domain)
                .doesNotContain("c@");
        assertThat(first.headers().firstValue("Link").orElseThrow()).contains("rel=\"next\"", "first=2");

        HttpResponse<String> last =
                call("GET", "accounts?domain=" + domain + "&count=2&first=4&sort=-address&filter=A@", "");
        assertThat(last.body()).contains("\"total\":1", "\"items\":[]");
        assertThat(last.headers().firstValue("Link").orElseThrow())
                .contains("rel=\"prev\"")
                .doesNotContain("rel=\"next\"");

        expectProblem(call("GET", "accounts?count=0", ""), 422, "count");
        expectProblem(call("GET", "accounts?first=-1", ""), 422, "first");
        expectProblem(call("GET", "accounts?first=many", ""), 422, "first");
        expectProblem(call("GET", "accounts?sort=colour", ""), 422, "sort");
    }

    @Test
    void anAddressWithSignsIsFoundAgainWhereLocationSays() throws Exception {
        server.admin().createDomain(domain);
        HttpResponse<String> made =
                call("POST", "accounts", "{\"address\":\"a+b#c?d%e=f@" + domain + "\",\"password\":\"x\"}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        HttpResponse<String> found = send(HttpRequest.newBuilder(
                        URI.create(made.headers().firstValue("Location").orElseThrow()))
                .header("Authorization", basic("admin", FacteurServer.ADMIN_PASSWORD))
                .GET());

        assertThat(found.statusCode()).as(found.uri() + found.body()).isEqualTo(200);
        assertThat(found.body()).contains("a+b#c?d%e=f@" + domain);
    }

    @Test
    void aRemovedMessageIsRestoredAndWhoIdlesSeesItCome() throws Exception {
        server.admin().createDomain(domain);
        String address = "alice@" + domain;
        server.admin().createAccount(address, "secret");
        new MailClient(server.ports(), address, "secret").relay(address, "Precious", "Keep me.");
        String removed = "accounts/" + address + "/removed";

        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + address + " secret").lineBeginning("a OK");
            imap.say("b SELECT INBOX").lineBeginning("b OK");
            imap.say("c STORE 1 +FLAGS.SILENT (\\Deleted \\Flagged)").lineBeginning("c OK");
            imap.say("d EXPUNGE").lineBeginning("d OK");
            HttpResponse<String> listed = call("GET", removed + "?subject=preCIOUS&mailbox=INBOX", "");
            assertThat(listed.statusCode()).isEqualTo(200);
            assertThat(listed.body()).contains("\"subject\":\"Precious\"", "\"mailbox\":\"INBOX\"", "\"next\":null");
            String id = listed.body().replaceAll("(?s).*\"id\":\"([^\"]*)\".*", "$1");

            imap.say("e IDLE").lineBeginning("+");
            HttpResponse<String> restored = call("POST", removed + "/restore", "{\"ids\":[\"" + id + "\"]}");
            assertThat(restored.statusCode()).isEqualTo(200);
            assertThat(restored.body()).isEqualTo("{\"restored\":1}");
            imap.lineBeginning("* 1 EXISTS");
            imap.say("DONE").lineBeginning("e OK");
            assertThat(imap.ask("f FETCH 1 (UID FLAGS)"))
                    .contains("UID 2", "\\Flagged")
                    .doesNotContain("\\Deleted");
        }

        assertThat(call("GET", removed, "").body()).contains("\"items\":[]");
        expectProblem(call("POST", removed + "/restore", "{\"all\":true}"), 404, null);
        expectProblem(call("POST", removed + "/restore", "{}"), 422, "ids");
        expectProblem(call("POST", removed + "/restore", "{\"ids\":[\"x\"]}"), 422, "ids");
        expectProblem(call("POST", removed + "/restore", "{\"all\":true,\"into\":\"a//b\"}"), 422, "into");
        expectProblem(call("GET", removed + "?until=yesterday", ""), 422, "until");
        expectProblem(call("GET", "accounts/nobody@" + domain + "/removed", ""), 404, null);
    }

    @Test
    void theSearchIndexIsMadeAnew() throws Exception {
        server.admin().createDomain(domain);
        String address = "alice@" + domain;
        server.admin().createAccount(address, "secret");
        new MailClient(server.ports(), address, "secret").relay(address, "Heron", "A grey heron at the pond.");
        awaitCompleteIndex();

        assertThat(call("GET", "search/rebuild", "").statusCode()).isEqualTo(405);
        assertThat(call("POST", "search/rebuild", "").statusCode()).isEqualTo(202);

        awaitCompleteIndex();
    }

    @Test
    void mailboxesAreSharedAndTakenBack() throws Exception {
        server.admin().createDomain(domain);
        String alice = "alice@" + domain;
        String bob = "bob@" + domain;
        server.admin().createAccount(alice, "secret-17");
        server.admin().createAccount(bob, "secret-17");
        String mailboxes = "accounts/" + alice + "/mailboxes";
        assertThat(call("GET", mailboxes, "").body())
                .contains("{\"acl\":[],\"name\":\"INBOX\"}", "\"name\":\"Archive\"");

        HttpResponse<String> granted = call("PUT", mailboxes + "/INBOX/acl/" + bob, "{\"rights\":\"lrs\"}");
        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(granted.body()).isEqualTo("{\"identifier\":\"" + bob + "\",\"rights\":\"lrs\"}");
        assertThat(call("PUT", mailboxes + "/INBOX/acl/-anyone", "{\"rights\":\"n\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(call("GET", mailboxes + "/INBOX/acl", "").body())
                .contains(
                        "[{\"identifier\":\"" + alice + "\",\"rights\":\"lrswipkxtean\"}",
                        "{\"identifier\":\"-anyone\",\"rights\":\"n\"}",
                        "{\"identifier\":\"" + bob + "\",\"rights\":\"lrs\"}");
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + bob + " secret-17").lineBeginning("a OK");
            imap.say("b MYRIGHTS \"Other users/" + alice + "/INBOX\"");
            assertThat(imap.lineBeginning("* MYRIGHTS")).endsWith(" lrs");
        }
        assertThat(call("GET", mailboxes, "").body()).contains("\"identifier\":\"" + bob + "\"");

        assertThat(call("DELETE", mailboxes + "/INBOX/acl/" + bob, "").statusCode())
                .isEqualTo(204);
        expectProblem(call("DELETE", mailboxes + "/INBOX/acl/" + bob, ""), 404, null);
        expectProblem(call("PUT", mailboxes + "/INBOX/acl/" + alice, "{\"rights\":\"l\"}"), 422, "identifier");
        expectProblem(call("PUT", mailboxes + "/INBOX/acl/nobody", "{\"rights\":\"l\"}"), 422, "identifier");
        expectProblem(call("PUT", mailboxes + "/INBOX/acl/" + bob, "{\"rights\":\"\"}"), 422, "rights");
        expectProblem(call("PUT", mailboxes + "/INBOX/acl/" + bob, "{\"rights\":\"lz\"}"), 422, "rights");
        expectProblem(call("PUT", mailboxes + "/INBOX/acl/" + bob, "{}"), 422, "rights");
        expectProblem(call("GET", mailboxes + "/None/deeper/acl", ""), 404, null);
        expectProblem(call("GET", "accounts/nobody@" + domain + "/mailboxes", ""), 404, null);
    }

    private void awaitCompleteIndex() {
        await("complete index")
                .atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(call("GET", "search", "").body())
                        .contains("\"state\":\"complete\"")
                        .doesNotContain("\"messages\":0"));
    }

    private static void expectProblem(HttpResponse<String> response, int status, String field) {
        assertThat(response.statusCode())
                .as(response.uri() + " " + response.body())
                .isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
        assertThat(response.body())
                .contains("\"type\":\"about:blank\"", "\"status\":" + status)
                .containsPattern("\"title\":\"[A-Z]")
                .containsPattern("\"detail\":\"[A-Z]");
        if (field == null) {
            assertThat(response.body()).doesNotContain("\"field\"");
        } else {
            assertThat(response.body()).contains("\"field\":\"" + field + "\"");
        }
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return server.admin().call(method, "api/v1/" + path, body);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.http().resolve("api/v1/" + path))
                .header("Authorization", basic("admin", FacteurServer.ADMIN_PASSWORD));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return HttpRequest.BodyPublishers.ofString(body);
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
