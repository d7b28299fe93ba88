package org.facteur.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Aliases, groups, catch-alls and other names of domains in the console. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleRoutingIT {

    private static final String PASSWORD = "four words are better";
    private static final String DOMAIN = "routing.test";
    private static final String ALICE = "alice@" + DOMAIN;

    private Chromium chromium;
    private FacteurServer server;
    private Page page;

    @BeforeAll
    void start(FacteurServer shared) {
        server = shared;
        chromium = new Chromium();
        server.admin().createDomain(DOMAIN);
        server.admin().createAccount(ALICE, PASSWORD);
        server.admin().createAccount("bob@" + DOMAIN, PASSWORD);
        page = open("en-GB");
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        assertThat(chromium.takeFaults()).isEmpty();
    }

    private Page open(String language) {
        Page opened = chromium.open(server, new Browser.NewContextOptions().setLocale(language));
        opened.navigate("admin/aliases");
        opened.locator("#name").fill("admin");
        opened.locator("#password").fill(FacteurServer.ADMIN_PASSWORD);
        opened.locator("#logIn").click();
        return opened;
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator status() {
        return page.getByRole(AriaRole.STATUS);
    }

    private Locator row(String key) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(key));
    }

    private long subjects(String subject) throws Exception {
        return new MailClient(server.ports(), ALICE, PASSWORD)
                .subjectsByImap().stream().filter(subject::equals).count();
    }

    private void send(String recipient, String subject) throws Exception {
        new MailClient(server.ports(), "somebody@example.org", "").relay(recipient, subject, "Hello.");
    }

    @Test
    void anAliasIsMadeChangedFoundAndDeleted() throws Exception {
        page.navigate("admin/aliases/create");
        page.getByLabel("Address").fill("info@" + DOMAIN);
        page.getByLabel("Leads to").fill("alice@" + DOMAIN + "\nbob@elsewhere.example");
        button("Create alias").click();
        assertThat(status()).containsText("The alias info@" + DOMAIN + " has been created.");
        send("info@" + DOMAIN, "by an alias");
        assertThat(subjects("by an alias")).isEqualTo(1);

        page.navigate("admin/aliases?filter=INFO@");
        assertThat(row("info@" + DOMAIN)).containsText("bob@elsewhere.example");
        row("info@" + DOMAIN).getByText("Edit").click();
        assertThat(page.getByLabel("Leads to")).hasValue(ALICE + "\nbob@elsewhere.example");
        page.getByLabel("Leads to").fill(ALICE);
        button("Save").click();
        assertThat(status()).containsText("The alias info@" + DOMAIN + " has been changed.");
        assertThat(row("info@" + DOMAIN)).not().containsText("elsewhere");

        page.navigate("admin/aliases/delete?address=info@" + DOMAIN);
        button("Delete alias").click();
        assertThat(status()).containsText("The alias info@" + DOMAIN + " has been deleted.");
        assertThat(row("info@" + DOMAIN)).hasCount(0);
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        page.navigate("admin/aliases/create");
        page.getByLabel("Address").fill("wrong@" + DOMAIN);
        for (String[] row : new String[][] {
            {"", "Name at least one address."},
            {"alice", "This is not an e-mail address: alice"},
            {"wrong@" + DOMAIN, "An address cannot lead to itself."},
            {"nobody@" + DOMAIN, "nobody@" + DOMAIN + " is nobody's, or leads back here."},
        }) {
            page.getByLabel("Leads to").fill(row[0]);
            button("Create alias").click();
            assertThat(page.locator("#targets-error")).hasText(row[1]);
            assertThat(page.getByLabel("Leads to")).hasValue(row[0]);
            assertThat(page.getByLabel("Leads to")).hasAttribute("aria-invalid", "true");
        }
        page.getByLabel("Address").fill(ALICE);
        page.getByLabel("Leads to").fill("bob@" + DOMAIN);
        button("Create alias").click();
        assertThat(page.locator("#address-error"))
                .hasText("There is an account, an alias or a group " + ALICE + " already.");
    }

    @Test
    void whatIsWrongIsSaidInFrench() {
        Page french = open("fr-FR");
        french.navigate("admin/groups/create");
        french.locator("#address").fill("groupe@" + DOMAIN);
        french.locator("#members").fill("personne@" + DOMAIN);
        french.locator("#create").click();
        assertThat(french.locator("#members-error"))
                .hasText("personne@" + DOMAIN + " n'est à personne, ou ramène ici.");
        french.context().close();
    }

    @Test
    void aGroupIsMadeAndTakesTheMailOfWhomItNames() throws Exception {
        page.navigate("admin/groups/create");
        page.getByLabel("Address").fill("team@" + DOMAIN);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("The team");
        page.getByLabel("Members").fill(ALICE + ", bob@" + DOMAIN);
        page.getByLabel("Who may post").selectOption("Those named below");
        button("Create group").click();
        assertThat(page.locator("#posters-error")).hasText("Name those who may post.");
        page.getByLabel("Named senders").fill("somebody@example.org");
        page.getByLabel("Owner").fill(ALICE);
        button("Create group").click();
        assertThat(status()).containsText("The group team@" + DOMAIN + " has been created.");
        assertThat(row("team@" + DOMAIN)).containsText("The team");

        send("team@" + DOMAIN, "to the team");
        assertThat(subjects("to the team")).isEqualTo(1);
        page.navigate("admin/groups/edit?address=team@" + DOMAIN);
        assertThat(page.getByLabel("Members")).hasValue(ALICE + "\nbob@" + DOMAIN);
        page.getByLabel("Owner").fill("nobody@" + DOMAIN);
        button("Save").click();
        assertThat(page.locator("#owner-error")).hasText("This is not the address of an account of this server.");
        page.navigate("admin/groups/delete?address=team@" + DOMAIN);
        button("Delete group").click();
        assertThat(status()).containsText("The group team@" + DOMAIN + " has been deleted.");
    }

    @Test
    void aDomainHasACatchAllAndOtherNames() throws Exception {
        page.navigate("admin/domains/edit?name=" + DOMAIN);
        page.getByLabel("Who gets the rest").fill(ALICE);
        page.locator("#saveCatchAll").click();
        assertThat(status()).containsText("The catch-all of " + DOMAIN + " has been changed.");
        assertThat(page.getByLabel("Who gets the rest")).hasValue(ALICE);
        page.getByLabel("New name").fill(DOMAIN);
        button("Add name").click();
        assertThat(page.locator("#name-error")).hasText("This domain exists already.");
        page.getByLabel("New name").fill("other-routing.test");
        button("Add name").click();
        assertThat(status()).containsText("other-routing.test is now another name of " + DOMAIN);

        send("whoever@other-routing.test", "to whoever");
        assertThat(subjects("to whoever")).isEqualTo(1);

        button("Remove the chosen").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose names to remove first.");
        page.getByLabel("other-routing.test").check();
        button("Remove the chosen").click();
        assertThat(status()).containsText("The chosen names have been removed.");
        page.getByLabel("Who gets the rest").fill("");
        page.locator("#saveCatchAll").click();
        assertThat(page.getByLabel("Who gets the rest")).hasValue("");
    }
}
