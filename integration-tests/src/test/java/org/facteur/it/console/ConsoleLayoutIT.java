package org.facteur.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every page of the console owes its reader, on a phone and on a desk, by day and by night, in both languages. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleLayoutIT {

    private static final String MARIE = "marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test";
    private static final String FAR = "the-far-side-of-a-rather-long-domain.test";

    private static final String ALIAS = "the-whole-of-the-administration@layout.test";
    private static final String GROUP = "everybody-who-was-ever-at-the-post-office@layout.test";

    private Chromium chromium;
    private String queued = "";

    @BeforeAll
    void startBrowser(FacteurServer server) throws Exception {
        chromium = new Chromium();
        AdminClient admin = server.admin();
        admin.createDomain("layout.test");
        admin.call("POST", "api/v1/domains/layout.test/dkim", "{\"algorithm\":\"rsa-sha256\"}");
        admin.createAccount(MARIE, "x");
        admin.call("POST", "api/v1/domains/layout.test/aliases", "{\"name\":\"another-name-of-layout.test\"}");
        String targets = "[\"" + MARIE + "\",\"a@" + FAR + "\",\"b@" + FAR + "\",\"c@" + FAR + "\"]";
        admin.call("POST", "api/v1/aliases", "{\"address\":\"" + ALIAS + "\",\"targets\":" + targets + "}");
        admin.call(
                "POST",
                "api/v1/groups",
                "{\"address\":\"" + GROUP + "\",\"displayName\":\"The post office\",\"members\":" + targets + "}");
        admin.call(
                "POST",
                "api/v1/routes",
                "{\"domain\":\"" + FAR + "\",\"host\":\"backend-of." + FAR + "\",\"receives\":true}");
        admin.call(
                "POST",
                "api/v1/tls-policies",
                "{\"domain\":\"" + FAR + "\",\"level\":\"secure\",\"names\":[\"mx." + FAR + "\"]}");
        admin.call("POST", "api/v1/queue/destinations/" + FAR + "/pause", "");
        new MailClient(server.ports(), MARIE, "x").submit("jean-baptiste.de-la-poste@" + FAR, "waits", "Hello.");
        Matcher id = Pattern.compile("\"id\":\"(\\d+)\"")
                .matcher(
                        admin.call("GET", "api/v1/queue?destination=" + FAR, "").body());
        assertThat(id.find()).isTrue();
        queued = id.group(1);
        new MailClient(server.ports(), MARIE, "x").relay(MARIE, "Long addresses", "Hello.");
    }

    @AfterAll
    void stopBrowser() {
        chromium.close();
    }

    @ParameterizedTest(name = "{0} pixels wide, {1}, {2}")
    @CsvSource({"390, LIGHT, fr-FR", "390, DARK, en-GB", "1280, LIGHT, en-GB", "1280, DARK, fr-FR"})
    void everyPageFitsIsReadableAndHasItsLandmarks(
            int width, ColorScheme scheme, String language, FacteurServer server) {
        Page page = chromium.open(
                server,
                new Browser.NewContextOptions()
                        .setViewportSize(width, 844)
                        .setColorScheme(scheme)
                        .setLocale(language));
        PageRules.check(page, "admin/login");
        PageRules.check(page, "admin/login?reason=refused");
        page.locator("#name").fill("admin");
        page.locator("#password").fill(FacteurServer.ADMIN_PASSWORD);
        page.locator("#logIn").click();

        pagesBehindTheLogin().forEach(path -> {
            PageRules.check(page, path);
            assertThat(page.locator("nav").count()).as(path).isPositive();
            assertThat(page.locator("a.skip").getAttribute("href")).isEqualTo("#main");
        });

        page.navigate("admin/history");
        page.locator("#history tbody a").first().click();
        page.locator("#recipientTable").waitFor();
        PageRules.check(page, "");

        page.navigate("admin/accounts/create");
        page.locator("#create").click();
        page.locator("#address-error").waitFor();
        PageRules.check(page, "");
        page.context().close();
        assertThat(chromium.takeFaults()).isEmpty();
    }

    private Stream<String> pagesBehindTheLogin() {
        return Stream.of(
                "admin/",
                "admin/maintenance",
                "admin/queue",
                "admin/queue?recipient=nobody-at-all",
                "admin/queue/item?id=" + queued,
                "admin/queue/delete?id=" + queued,
                "admin/queue/redirect?id=" + queued,
                "admin/queue/destinations",
                "admin/queue/destinations?filter=nothing-at-all",
                "admin/queue/destination?name=" + FAR,
                "admin/aliases",
                "admin/aliases?filter=nobody-at-all",
                "admin/aliases/create",
                "admin/aliases/edit?address=" + ALIAS,
                "admin/aliases/delete?address=" + ALIAS,
                "admin/groups",
                "admin/groups/create",
                "admin/groups/edit?address=" + GROUP,
                "admin/groups/delete?address=" + GROUP,
                "admin/routes",
                "admin/routes/create",
                "admin/routes/edit?domain=" + FAR,
                "admin/routes/delete?domain=" + FAR,
                "admin/tls",
                "admin/tls/create",
                "admin/tls/edit?domain=" + FAR,
                "admin/tls/delete?domain=" + FAR,
                "admin/tls/reports",
                "admin/history",
                "admin/history?sender=nobody-at-all&since=2026-01-01",
                "admin/domains",
                "admin/domains/edit?name=layout.test",
                "admin/domains/create",
                "admin/domains/delete?name=layout.test",
                "admin/domains/keys?name=layout.test",
                "admin/accounts",
                "admin/accounts?filter=nobody-at-all",
                "admin/accounts/create",
                "admin/accounts/edit?address=" + MARIE,
                "admin/accounts/export?address=" + MARIE,
                "admin/accounts/access?address=" + MARIE,
                "admin/accounts/removed?address=" + MARIE,
                "admin/accounts/removed?subject=nothing&address=" + MARIE,
                "admin/accounts/delete?address=" + MARIE);
    }
}
