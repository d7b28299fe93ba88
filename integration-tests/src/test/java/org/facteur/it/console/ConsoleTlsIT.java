package org.facteur.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.facteur.it.platform.AdminClient;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** How mail is protected on its way, in the console: what administrators choose, and what others report. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTlsIT {

    private static final String ALICE = "alice@tlspages.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();
    private final Chromium chromium = new Chromium();
    private FacteurServer server;
    private Page page;

    @BeforeAll
    void start(@TempDir Path folder) {
        names.with(
                "there.test. 60 IN MX 10 mx.there.test.",
                "mx.there.test. 60 IN A 127.0.0.1",
                "_smtp._tls.there.test. 60 IN TXT \"v=TLSRPTv1; rua=mailto:" + ALICE + "\"");
        server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_DNS_SERVERS",
                        names.setting(),
                        "FACTEUR_OUTBOUND_PORT",
                        Integer.toString(remote.port()),
                        "FACTEUR_TLS_REPORT_ORGANISATION",
                        "The far post office",
                        "FACTEUR_TLS_REPORT_CONTACT",
                        ALICE,
                        "FACTEUR_TLS_REPORT_MAILBOX",
                        ALICE));
        server.admin().createDomain("tlspages.test");
        server.admin().createAccount(ALICE, PASSWORD);
        page = open(1280, "en-GB");
    }

    @AfterAll
    void stop() {
        chromium.close();
        if (server != null) {
            server.close();
        }
        remote.close();
        names.close();
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        assertThat(chromium.takeFaults()).isEmpty();
    }

    private Page open(int width, String language) {
        return chromium.logIn(server, width, language, "admin/tls");
    }

    private Locator row(String key) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(key));
    }

    private Locator link(String name) {
        return page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    private void checkOnBothScreens(String path) {
        for (Page each : new Page[] {page, open(390, "fr-FR")}) {
            PageRules.check(each, path);
            screenshot(each, path);
        }
    }

    private static void screenshot(Page shown, String path) {
        String folder = System.getProperty("facteur.screenshots");
        if (folder != null) {
            shown.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(folder, path.replaceAll("[^a-z-]+", "_") + shown.viewportSize().width + ".png")));
        }
    }

    @Test
    void aPolicyIsMadeChangedAndDeleted() {
        page.navigate("admin/tls");
        assertThat(page.getByText("Domains say themselves")).isVisible();
        checkOnBothScreens("admin/tls");

        page.navigate("admin/tls/create");
        page.locator("#domain").fill("not a domain");
        page.locator("#create").click();
        assertThat(page.locator("#domain-error")).hasText("This is not a domain name.");
        page.locator("#domain").fill("Partner.example");
        page.locator("#names").fill("mx.partner.example");
        page.locator("#create").click();
        assertThat(page.locator("#names-error")).containsText("go with a certificate for the domain only");
        page.locator("#level").selectOption("SECURE");
        page.locator("#create").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The policy for Partner.example has been created.");
        assertThat(row("partner.example")).containsText("A certificate for the domain");
        assertThat(row("partner.example")).containsText("mx.partner.example");
        checkOnBothScreens("admin/tls");
        checkOnBothScreens("admin/tls/edit?domain=partner.example");
        checkOnBothScreens("admin/tls/delete?domain=partner.example");

        page.navigate("admin/tls/create");
        page.locator("#domain").fill("partner.example");
        page.locator("#create").click();
        assertThat(page.locator("#domain-error")).hasText("There is a policy for this domain already.");

        page.navigate("admin/tls");
        link("partner.example").click();
        assertThat(page.locator("#names")).hasValue("mx.partner.example");
        page.locator("#names").fill("");
        page.locator("#level").selectOption("DANE_ONLY");
        page.locator("#save").click();
        assertThat(row("partner.example")).containsText("DANE or nothing");
        page.navigate("admin/tls/delete?domain=partner.example");
        page.locator("#delete").click();
        assertThat(page.getByText("Domains say themselves")).isVisible();
    }

    @Test
    void reportsThatHaveComeAreShown() throws Exception {
        AdminClient admin = server.admin();
        new MailClient(server.ports(), ALICE, PASSWORD).submit("bob@there.test", "hello", "Hello.");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(admin.call("POST", "api/v1/tls-reports/send", "{\"domain\":\"there.test\"}")
                                        .body())
                                .contains("sent"));
        admin.call("POST", "api/v1/tls-reports/read", "");

        page.navigate("admin/tls");
        link("Reports on TLS").click();
        assertThat(row("The far post office")).containsText("there.test");
        assertThat(page.locator("#records")).containsText("_smtp._tls.tlspages.test");
        assertThat(page.locator("#records")).containsText("v=TLSRPTv1; rua=mailto:" + ALICE);
        assertThat(page.getByText("in the name of " + ALICE)).isVisible();
        checkOnBothScreens("admin/tls/reports");
        checkOnBothScreens("admin/tls/reports?domain=nowhere.test");

        page.navigate("admin/tls/reports");
        link("The far post office").click();
        assertThat(page.locator("main")).containsText("starttls-not-supported");
        assertThat(page.locator("main")).containsText("mx.there.test");
        checkOnBothScreens(page.url());
    }
}
