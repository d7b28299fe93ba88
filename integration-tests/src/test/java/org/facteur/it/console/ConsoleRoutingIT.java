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

/** Aliases, groups, catch-alls, other names of domains and routes in the console. */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleRoutingIT {

    private static final String PASSWORD = "four words are better";

    private Chromium chromium;
    private FacteurServer server;
    private Page page;

    @BeforeAll
    void start(FacteurServer shared) {
        server = shared;
        chromium = new Chromium();
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

    /** A domain with alice and bob, for one case: a catch-all of one would make somebody of everybody's nobody. */
    private String newDomain(String name) {
        server.admin().createDomain(name);
        server.admin().createAccount("alice@" + name, PASSWORD);
        server.admin().createAccount("bob@" + name, PASSWORD);
        return name;
    }

    private long subjects(String account, String subject) throws Exception {
        return new MailClient(server.ports(), account, PASSWORD)
                .subjectsByImap().stream().filter(subject::equals).count();
    }

    private void send(String recipient, String subject) throws Exception {
        new MailClient(server.ports(), "somebody@example.org", "").relay(recipient, subject, "Hello.");
    }

    @Test
    void anAliasIsMadeChangedFoundAndDeleted() throws Exception {
        String domain = newDomain("routing-alias.test");
        String alice = "alice@" + domain;
        page.navigate("admin/aliases/create");
        page.getByLabel("Address").fill("info@" + domain);
        page.getByLabel("Leads to").fill(alice + "\nbob@elsewhere.example");
        button("Create alias").click();
        assertThat(status()).containsText("The alias info@" + domain + " has been created.");
        send("info@" + domain, "by an alias");
        assertThat(subjects(alice, "by an alias")).isEqualTo(1);

        page.navigate("admin/aliases?filter=INFO@");
        assertThat(row("info@" + domain)).containsText("bob@elsewhere.example");
        row("info@" + domain).getByText("Edit").click();
        assertThat(page.getByLabel("Leads to")).hasValue(alice + "\nbob@elsewhere.example");
        page.getByLabel("Leads to").fill(alice);
        button("Save").click();
        assertThat(status()).containsText("The alias info@" + domain + " has been changed.");
        assertThat(row("info@" + domain)).not().containsText("elsewhere");

        page.navigate("admin/aliases/delete?address=info@" + domain);
        button("Delete alias").click();
        assertThat(status()).containsText("The alias info@" + domain + " has been deleted.");
        assertThat(row("info@" + domain)).hasCount(0);
    }

    @Test
    void whatIsWrongStandsAtItsField() {
        String domain = newDomain("routing-mistake.test");
        String alice = "alice@" + domain;
        page.navigate("admin/aliases/create");
        page.getByLabel("Address").fill("wrong@" + domain);
        for (String[] row : new String[][] {
            {"", "Name at least one address."},
            {"alice", "This is not an e-mail address: alice"},
            {"wrong@" + domain, "An address cannot lead to itself."},
            {"nobody@" + domain, "nobody@" + domain + " is nobody's, or leads back here."},
        }) {
            page.getByLabel("Leads to").fill(row[0]);
            button("Create alias").click();
            assertThat(page.locator("#targets-error")).hasText(row[1]);
            assertThat(page.getByLabel("Leads to")).hasValue(row[0]);
            assertThat(page.getByLabel("Leads to")).hasAttribute("aria-invalid", "true");
        }
        page.getByLabel("Address").fill(alice);
        page.getByLabel("Leads to").fill("bob@" + domain);
        button("Create alias").click();
        assertThat(page.locator("#address-error"))
                .hasText("There is an account, an alias or a group " + alice + " already.");
    }

    @Test
    void whatIsWrongIsSaidInFrench() {
        String domain = newDomain("routing-french.test");
        Page french = open("fr-FR");
        french.navigate("admin/groups/create");
        french.locator("#address").fill("groupe@" + domain);
        french.locator("#members").fill("personne@" + domain);
        french.locator("#create").click();
        assertThat(french.locator("#members-error"))
                .hasText("personne@" + domain + " n'est à personne, ou ramène ici.");
        french.context().close();
    }

    @Test
    void aGroupIsMadeAndTakesTheMailOfWhomItNames() throws Exception {
        String domain = newDomain("routing-group.test");
        String alice = "alice@" + domain;
        page.navigate("admin/groups/create");
        page.getByLabel("Address").fill("team@" + domain);
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("The team");
        page.getByLabel("Members").fill(alice + ", bob@" + domain);
        page.getByLabel("Who may post").selectOption("Those named below");
        button("Create group").click();
        assertThat(page.locator("#posters-error")).hasText("Name those who may post.");
        page.getByLabel("Named senders").fill("somebody@example.org");
        page.getByLabel("Owner").fill(alice);
        button("Create group").click();
        assertThat(status()).containsText("The group team@" + domain + " has been created.");
        assertThat(row("team@" + domain)).containsText("The team");

        send("team@" + domain, "to the team");
        assertThat(subjects(alice, "to the team")).isEqualTo(1);
        page.navigate("admin/groups/edit?address=team@" + domain);
        assertThat(page.getByLabel("Members")).hasValue(alice + "\nbob@" + domain);
        page.getByLabel("Owner").fill("nobody@" + domain);
        button("Save").click();
        assertThat(page.locator("#owner-error")).hasText("This is not the address of an account of this server.");
        page.navigate("admin/groups/delete?address=team@" + domain);
        button("Delete group").click();
        assertThat(status()).containsText("The group team@" + domain + " has been deleted.");
    }

    @Test
    void aDomainHasACatchAllAndOtherNames() throws Exception {
        String domain = newDomain("routing-catch-all.test");
        String alice = "alice@" + domain;
        page.navigate("admin/domains/edit?name=" + domain);
        page.getByLabel("Who gets the rest").fill(alice);
        page.locator("#saveCatchAll").click();
        assertThat(status()).containsText("The catch-all of " + domain + " has been changed.");
        assertThat(page.getByLabel("Who gets the rest")).hasValue(alice);
        page.getByLabel("New name").fill(domain);
        button("Add name").click();
        assertThat(page.locator("#otherName-error")).hasText("This domain exists already.");
        page.getByLabel("New name").fill("other-routing.test");
        button("Add name").click();
        assertThat(status()).containsText("other-routing.test is now another name of " + domain);

        send("whoever@other-routing.test", "to whoever");
        assertThat(subjects(alice, "to whoever")).isEqualTo(1);

        button("Remove the chosen").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose names to remove first.");
        page.getByLabel("other-routing.test").check();
        button("Remove the chosen").click();
        assertThat(status()).containsText("The chosen names have been removed.");
        page.getByLabel("Who gets the rest").fill("");
        page.locator("#saveCatchAll").click();
        assertThat(page.getByLabel("Who gets the rest")).hasValue("");
    }

    @Test
    void aRouteIsLaidWithoutALoginAndLaterHasOne() {
        page.navigate("admin/routes/create");
        page.locator("#domain").fill("routing-route.test");
        page.locator("#host").fill("backend.routing-route.test");
        button("Create route").click();
        assertThat(status()).containsText("The route for routing-route.test has been created.");

        page.navigate("admin/routes/edit?domain=routing-route.test");
        assertThat(page.locator("#user")).hasValue("");
        page.locator("#tls").selectOption("Required");
        page.locator("#user").fill("facteur");
        page.locator("#password").fill("letter-box");
        button("Save").click();
        assertThat(status()).containsText("The route for routing-route.test has been changed.");
        page.navigate("admin/routes/edit?domain=routing-route.test");
        assertThat(page.locator("#user")).hasValue("facteur");
        assertThat(page.locator("#tls")).hasValue("encrypt");
        assertThat(page.locator("#password")).hasValue("");
        button("Save").click();
        assertThat(status()).containsText("The route for routing-route.test has been changed.");

        page.navigate("admin/routes/delete?domain=routing-route.test");
        button("Delete route").click();
        assertThat(status()).containsText("The route for routing-route.test has been deleted.");
    }
}
