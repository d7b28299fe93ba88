package org.facteur.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The delivery history, as an administrator looks for a message in it. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleHistoryIT {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private Chromium chromium;
    private FacteurServer server;
    private String marie;

    @BeforeAll
    void startBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    void stopBrowser() {
        chromium.close();
    }

    @BeforeEach
    void aMessage(FacteurServer server) throws Exception {
        this.server = server;
        marie = "marie@console-history" + NAMES.incrementAndGet() + ".test";
        server.admin().createDomain(marie.substring(marie.indexOf('@') + 1));
        server.admin().createAccount(marie, "secret");
        new MailClient(server.ports(), marie, "secret").relay(marie, "Bonjour", "Hello.");
    }

    @Test
    void aMessageIsSearchedForAndItsLifeRead() {
        Page page = logIn("en-GB");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Delivery history"))
                .click();
        assertThat(page).hasTitle("Delivery history · Facteur");

        page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill(marie.toUpperCase(Locale.ROOT));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Filter"))
                .click();
        Locator rows = page.locator("#history tbody tr");
        assertThat(rows).hasCount(1);
        assertThat(rows).containsText("Delivered");

        rows.getByRole(AriaRole.LINK).click();
        assertThat(page.locator("#recipientTable tbody tr")).containsText(marie);
        assertThat(page.locator("#recipientTable tbody tr")).containsText("INBOX");
        assertThat(page.locator(".facts").first()).containsText("From another server");
        assertThat(page.locator(".facts").first()).containsText("TLSv1.3");
        finish(page);
    }

    @Test
    void whatIsNotThereIsSaidInTheLanguageOfTheReader() {
        Page page = logIn("fr-FR");
        page.navigate("admin/history?recipient=nobody-at-all&since=2026-01-01");

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(2)))
                .hasText("Aucun message ne correspond");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Voir tout l'historique"))
                .click();
        assertThat(page.locator("#history tbody tr").first()).containsText("Remis");
        finish(page);
    }

    private Page logIn(String language) {
        Page page = chromium.open(server, new Browser.NewContextOptions().setLocale(language));
        page.navigate("admin/");
        page.locator("#name").fill("admin");
        page.locator("#password").fill(FacteurServer.ADMIN_PASSWORD);
        page.locator("#logIn").click();
        return page;
    }

    private void finish(Page page) {
        page.context().close();
        assertThat(chromium.takeFaults()).isEmpty();
    }
}
