package org.facteur.it.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class HttpIT {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @Test
    void theBareAddressLeadsToTheConsole(FacteurServer server) throws Exception {
        HttpResponse<String> root = get(server, "");

        assertThat(root.statusCode()).isEqualTo(302);
        assertThat(root.headers().firstValue("Location").orElse("")).endsWith("/admin/");
    }

    @ParameterizedTest
    @CsvSource({
        "admin/, /admin/login",
        "admin/index.xhtml, /admin/login?target=%2Fadmin%2Findex.xhtml",
        "admin/accounts?page=2, /admin/login?target=%2Fadmin%2Faccounts%3Fpage%3D2",
        "admin/accounts/edit.xhtml?address=a@b.test,"
                + " /admin/login?target=%2Fadmin%2Faccounts%2Fedit.xhtml%3Faddress%3Da%40b.test",
        "admin/nothing, /admin/login?target=%2Fadmin%2Fnothing"
    })
    void everyPageOfTheConsoleIsBehindTheLogin(String path, String login, FacteurServer server) throws Exception {
        HttpResponse<String> page = get(server, path);

        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElse("")).endsWith(login);
        assertThat(page.body()).doesNotContain("<form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"admin/login", "nothing", "api/v1/domains", "jakarta.faces.resource/nothing.css.xhtml?ln=facteur"
            })
    void aStrangerGetsNoSession(String path, FacteurServer server) throws Exception {
        assertThat(get(server, path).headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aPageAllowsNoScriptFrameOrCopyThatIsNotOurs(FacteurServer server) throws Exception {
        var headers = get(server, "admin/login").headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'", "frame-ancestors 'none'", "script-src 'self' 'nonce-")
                .doesNotContain("unsafe");
        assertThat(headers.allValues("Content-Security-Policy")).hasSize(1);
        assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void whatIsNotThereHasAPageInTheReadersLanguage(FacteurServer server) throws Exception {
        HttpResponse<String> english = get(server, "nothing");
        assertThat(english.statusCode()).isEqualTo(404);
        assertThat(english.body()).contains("<h1>Not found</h1>", "lang=\"en\"");

        HttpResponse<String> french = HTTP.send(
                HttpRequest.newBuilder(server.http().resolve("nothing"))
                        .header("Accept-Language", "de, fr;q=0.8, en;q=0.5")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(french.body()).contains("<h1>Introuvable</h1>", "lang=\"fr\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEB-INF/web.xml",
                "WEB-INF/error",
                "WEB-INF/templates/console.xhtml",
                "jakarta.faces.resource/console.xhtml.xhtml?ln=../templates",
                "jakarta.faces.resource/web.xml.xhtml?ln=..",
                "jakarta.faces.resource/%2e%2e/web.xml.xhtml"
            })
    void theInsideOfTheApplicationStaysInside(String path, FacteurServer server) throws Exception {
        HttpResponse<String> answer = get(server, path);

        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).doesNotContain("<web-app", "ui:composition", "jakarta.faces.PROJECT_STAGE");
    }

    @Test
    void theInterfaceDescribesItself(FacteurServer server) throws Exception {
        HttpResponse<String> openapi = get(server, "openapi");

        assertThat(openapi.statusCode()).isEqualTo(200);
        assertThat(openapi.body())
                .contains("Facteur administration")
                .contains(
                        "/api/v1/domains",
                        "/api/v1/accounts",
                        "/api/v1/backup",
                        "/api/v1/mail/{address",
                        "/mailboxes/{mailbox")
                .doesNotContain("/api/v1//")
                .contains("schemas/OctetsOfAccount\"", "schemas/MessagesOfEachAccount\"")
                .contains("schemas/Access\"", "schemas/AccessChange\"")
                .contains("schemas/NewAccount\"", "schemas/AccountPatch\"", "schemas/Problem\"", "scheme: basic");
    }

    @Test
    void readinessAndMetricsAnswer(FacteurServer server) throws Exception {
        assertThat(get(server, "health/ready").body()).contains("\"mail-store\"", "\"UP\"");
        assertThat(get(server, "metrics").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> get(FacteurServer server, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.http().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
