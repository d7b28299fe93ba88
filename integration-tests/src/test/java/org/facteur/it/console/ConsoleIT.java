package org.facteur.it.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {

    private static final String PASSWORD = "four words are better";
    private static final AtomicInteger DOMAINS = new AtomicInteger();

    private Chromium chromium;
    private FacteurServer server;
    private Page page;

    /** A name of this test's own, so that tests do not see each other's accounts. */
    private String domain;

    @BeforeAll
    void startBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    void stopBrowser() {
        chromium.close();
    }

    @BeforeEach
    void openConsole(FacteurServer server) {
        this.server = server;
        domain = "console" + DOMAINS.incrementAndGet() + ".test";
        page = chromium.open(server);
    }

    @AfterEach
    void nothingWentWrongInTheBrowser() {
        page.context().close();
        assertThat(chromium.takeFaults()).isEmpty();
    }

    @Test
    void whoIsUnknownLogsInAndSeesThePageHeAskedFor() {
        page.navigate("admin/accounts?sort=-used");
        assertThat(page).hasTitle("Log in · Facteur");

        logIn(FacteurServer.ADMIN_PASSWORD);

        assertThat(page).hasURL(Pattern.compile("/admin/accounts\\?sort=-used$"));
        assertThat(page).hasTitle("Accounts · Facteur");
    }

    @Test
    void aWrongPasswordSaysSoAndLetsNobodyIn() {
        page.navigate("admin/");
        logIn("wrong");

        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The name or the password is wrong.");
        page.navigate("admin/domains");
        assertThat(page).hasTitle("Log in · Facteur");
    }

    @Test
    void anAccountMadeHereReceivesMail() throws Exception {
        open("admin/domains/create");
        page.getByLabel("Domain name").fill(domain);
        button("Create domain").click();
        assertThat(status()).containsText("The domain " + domain + " has been created.");
        assertThat(row(domain)).containsText("0");

        page.navigate("admin/accounts/create");
        page.getByLabel("Address").fill("Marie@" + domain);
        password().fill(PASSWORD);
        quota().fill("2 GB");
        button("Create account").click();
        assertThat(status()).containsText("The account marie@" + domain + " has been created.");
        page.navigate("admin/accounts?domain=" + domain);
        assertThat(row("marie@" + domain)).containsText("2 GB");

        MailClient marie = new MailClient(server.ports(), "marie@" + domain, PASSWORD);
        marie.relay("marie@" + domain, "welcome", "Hello.");
        assertThat(marie.subjectsByImap()).containsExactly("welcome");
    }

    @Test
    void whatIsWrongStandsNextToItsField() {
        server.admin().createDomain(domain);
        server.admin().createAccount("taken@" + domain, PASSWORD);
        open("admin/accounts/create");

        quota().fill("a lot");
        button("Create account").click();
        assertThat(problemOf("address")).hasText("Address is required.");
        assertThat(problemOf("password")).hasText("Password is required.");
        assertThat(problemOf("quotaBytes")).hasText("Write a size with its unit, such as 500 MB or 2 GB.");
        assertThat(page.getByLabel("Address")).isFocused();

        page.getByLabel("Address").fill("taken@" + domain);
        password().fill(PASSWORD);
        quota().fill("");
        button("Create account").click();
        assertThat(problemOf("address")).hasText("This account exists already.");
        assertThat(page.getByLabel("Address")).hasValue("taken@" + domain);
        assertThat(page.getByLabel("Address")).hasAttribute("aria-invalid", "true");

        page.getByLabel("Address").fill("somebody@elsewhere.test");
        password().fill(PASSWORD);
        button("Create account").click();
        assertThat(problemOf("address")).containsText("elsewhere.test");
    }

    @Test
    void aDomainThatCannotBeIsRefused() {
        open("admin/domains/create");

        page.getByLabel("Domain name").fill("no domain");
        button("Create domain").click();
        assertThat(problemOf("name")).hasText("This is not a domain name, such as example.org.");

        page.getByLabel("Domain name").fill(SharedServer.DOMAIN);
        button("Create domain").click();
        assertThat(problemOf("name")).hasText("This domain exists already.");
    }

    @Test
    void anAccountIsChangedAndDisabled() throws Exception {
        String address = account("edit");
        open("admin/accounts?filter=" + address);

        page.getByRole(AriaRole.LINK, link("Edit " + address)).click();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText(address);
        password().fill("another password");
        quota().fill("1,5 GB");
        button("Save").click();
        assertThat(status()).containsText("The account " + address + " has been changed.");
        assertThat(new MailClient(server.ports(), address, "another password").subjectsByImap())
                .isEmpty();

        page.navigate("admin/accounts/edit?address=" + address);
        assertThat(quota()).hasValue("1.5 GB");
        quota().fill("");
        page.getByLabel("Enabled").uncheck();
        button("Save").click();
        page.navigate("admin/accounts?filter=" + address);
        assertThat(row(address)).containsText("Disabled");
        assertThat(row(address)).containsText("Unlimited");
        assertThatThrownBy(() -> new MailClient(server.ports(), address, "another password").subjectsByImap())
                .isInstanceOf(Exception.class);
    }

    @Test
    void anAccountIsDeletedAfterOneMoreQuestion() {
        String address = account("delete");
        open("admin/accounts?filter=" + address);

        page.getByRole(AriaRole.LINK, link("Delete " + address)).click();
        assertThat(page.getByRole(AriaRole.HEADING, level(1))).hasText("Delete " + address + "?");
        page.getByRole(AriaRole.LINK, link("Cancel")).click();
        page.navigate("admin/accounts/delete?address=" + address);
        button("Delete account").click();

        assertThat(status()).hasText("The account " + address + " has been deleted.");
        assertThat(server.admin().call("GET", "api/v1/accounts/" + address, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aDomainStaysWhileItHasAccounts() {
        String address = account("stay");
        open("admin/domains/delete?name=" + domain);
        assertThat(page.getByText("It still has one account.")).isVisible();

        page.getByRole(AriaRole.LINK, link("Show its accounts")).click();
        assertThat(row(address)).isVisible();
        server.admin().call("DELETE", "api/v1/accounts/" + address, "");
        page.navigate("admin/domains/delete?name=" + domain);
        button("Delete domain").click();

        assertThat(status()).hasText("The domain " + domain + " has been deleted.");
        assertThat(row(domain)).hasCount(0);
    }

    @Test
    void theListIsFilteredOrderedAndPagedByItsAddress() {
        server.admin().createDomain(domain);
        for (int i = 10; i < 40; i++) {
            server.admin().createAccount("reader" + i + "@" + domain, "x");
        }
        open("admin/accounts?domain=" + domain);
        assertThat(page.getByText("1 to 25 of 30")).isVisible();

        page.getByRole(AriaRole.LINK, link("Next")).click();
        assertThat(page.getByText("26 to 30 of 30")).isVisible();
        assertThat(page).hasURL(Pattern.compile("[?&]page=2"));

        page.getByRole(AriaRole.LINK, link("Address")).click();
        assertThat(page.locator("tbody tr").first()).containsText("reader39@");
        assertThat(page).hasURL(Pattern.compile("[?&]sort=-address"));

        page.getByLabel("Find an address").fill("READER1");
        button("Filter").click();
        assertThat(page.getByText("1 to 10 of 10")).isVisible();
        assertThat(page.locator("tbody tr").first()).containsText("reader19@");

        page.getByLabel("Find an address").fill("nobody at all");
        button("Filter").click();
        assertThat(page.getByText("No account matches")).isVisible();
    }

    @Test
    void theOverviewSaysThatAllIsWell() {
        open("admin/");

        assertThat(page.getByText("Everything is running.")).isVisible();
        assertThat(page.locator("tbody tr")).not().hasCount(0);
        assertThat(page.getByText("Not answering")).hasCount(0);
    }

    @Test
    void aPasswordCanBeSeenWhileItIsChosen() {
        open("admin/accounts/create");
        password().fill(PASSWORD);
        assertThat(password()).hasAttribute("type", "password");

        button("Show").click();

        assertThat(password()).hasAttribute("type", "text");
        assertThat(button("Show")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void aSessionEndsWithTheLogOut() {
        open("admin/");
        Cookie before = session();
        button("Log out").click();
        assertThat(page.getByText("You have logged out.")).isVisible();

        page.context().addCookies(List.of(before));
        page.navigate("admin/accounts");

        assertThat(page.getByText("Your session has ended.")).isVisible();
    }

    @Test
    void aFormOfASessionThatHasEndedLeadsToTheLoginAndChangesNothing() {
        open("admin/domains/create");
        page.context().clearCookies();
        page.getByLabel("Domain name").fill(domain);
        button("Create domain").click();

        assertThat(page).hasTitle("Log in · Facteur");
        assertThat(server.admin().call("GET", "api/v1/domains/" + domain, "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSessionIsHiddenFromScriptsAndOtherSites() {
        open("admin/");

        assertThat(session().httpOnly).isTrue();
        assertThat(session().sameSite.name()).isEqualTo("LAX");
    }

    @Test
    void theConsoleSpeaksTheLanguageOfItsReader() {
        page.context().close();
        page = chromium.open(server, new Browser.NewContextOptions().setLocale("fr-FR"));
        page.navigate("admin/accounts/create");
        assertThat(page.locator("html")).hasAttribute("lang", "fr");
        page.getByLabel("Nom").fill("admin");
        page.getByLabel("Mot de passe").fill(FacteurServer.ADMIN_PASSWORD);
        button("Se connecter").click();

        button("Créer le compte").click();

        assertThat(problemOf("address")).hasText("Adresse : ce champ est nécessaire.");
    }

    @Test
    void aRemovedMessageIsFoundAndRestored() throws Exception {
        String address = account("marie");
        MailClient marie = new MailClient(server.ports(), address, PASSWORD);
        marie.relay(address, "The contract", "Sign here.");
        marie.relay(address, "The weather", "Rain.");
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + address + " \"" + PASSWORD + "\"").lineBeginning("a OK");
            imap.say("b SELECT INBOX").lineBeginning("b OK");
            imap.say("c STORE 1:2 +FLAGS.SILENT \\Deleted").lineBeginning("c OK");
            imap.say("d CLOSE").lineBeginning("d OK");
        }

        open("admin/accounts/edit?address=" + address);
        page.getByRole(AriaRole.LINK, link("Removed messages")).click();
        assertThat(row("The weather")).containsText("INBOX");
        page.getByLabel("Subject").first().fill("contr");
        button("Filter").click();
        assertThat(page.getByText("The weather")).hasCount(0);
        button("Restore the chosen").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose the messages to restore first.");
        page.getByLabel("The contract").check();
        button("Restore the chosen").click();

        assertThat(status()).containsText("One message has been restored.");
        assertThat(marie.subjectsByImap()).containsExactly("The contract");
        page.getByRole(AriaRole.LINK, link("Show all removed messages")).click();
        button("Restore all").click();
        assertThat(page.getByText("Nothing has been removed")).isVisible();
        assertThat(marie.subjectsByImap()).containsExactlyInAnyOrder("The contract", "The weather");
    }

    @Test
    void aMailboxIsSharedAndTakenBack() throws Exception {
        String owner = account("owner");
        String friend = "friend@" + domain;
        server.admin().createAccount(friend, PASSWORD);

        open("admin/accounts/edit?address=" + owner);
        page.getByRole(AriaRole.LINK, link("Sharing")).click();
        assertThat(page.getByText("Nobody else has rights here")).isVisible();
        button("Share").click();
        assertThat(problemOf("identifier")).hasText("Write an address, or anyone.");
        page.getByLabel("Who").fill("nobody@" + domain);
        button("Share").click();
        assertThat(problemOf("identifier")).containsText("There is no such account");
        page.getByLabel("Who").fill(friend);
        page.getByLabel("Mailbox").selectOption("Archive");
        page.getByLabel("May").selectOption("WRITE");
        button("Share").click();
        assertThat(status()).containsText("The mailbox is shared.");
        assertThat(row(friend)).containsText("Archive");
        assertThat(row(friend)).containsText("read, file, flag and remove messages");
        page.getByLabel("Who").fill("anyone");
        button("Share").click();
        assertThat(row("Everybody")).containsText("INBOX");
        assertThat(row("Everybody")).containsText("read, and mark as read");
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + friend + " \"" + PASSWORD + "\"").lineBeginning("a OK");
            imap.say("b MYRIGHTS \"Other users/" + owner + "/Archive\"");
            assertThat(imap.lineBeginning("* MYRIGHTS")).contains(" lrswiten");
        }

        button("Take the chosen away").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose what to take away first.");
        row(friend).getByRole(AriaRole.CHECKBOX).check();
        button("Take the chosen away").click();
        assertThat(status()).containsText("The chosen rights have been taken away.");
        assertThat(row(friend)).hasCount(0);
        assertThat(row("Everybody")).hasCount(1);
        row("Everybody").getByRole(AriaRole.CHECKBOX).check();
        button("Take the chosen away").click();
        assertThat(page.getByText("Nobody else has rights here")).isVisible();
    }

    @Test
    void whatIsSharedIsSaidInFrenchToo() {
        String owner = account("proprietaire");
        server.admin().createAccount("amie@" + domain, PASSWORD);
        page.context().close();
        page = chromium.open(server, new Browser.NewContextOptions().setLocale("fr-FR"));
        page.navigate("admin/accounts/access?address=" + owner);
        page.getByLabel("Nom").fill("admin");
        page.getByLabel("Mot de passe").fill(FacteurServer.ADMIN_PASSWORD);
        button("Se connecter").click();

        page.getByLabel("Qui").fill(owner);
        button("Partager").click();
        assertThat(problemOf("identifier")).containsText("c'est le propriétaire");
        page.getByLabel("Qui").fill("amie@" + domain);
        button("Partager").click();
        assertThat(status()).containsText("La boîte est partagée.");
        assertThat(row("amie@")).containsText("lire et marquer comme lu");
    }

    @Test
    void aDomainHasKeysThatSign() {
        server.admin().createDomain(domain);

        open("admin/domains/edit?name=" + domain);
        page.getByRole(AriaRole.LINK, link("Signatures (DKIM)")).click();
        assertThat(page.getByText("Mail of the domain is not signed")).isVisible();
        button("Make a key").click();
        assertThat(status()).containsText("Publish its record before it signs.");
        assertThat(row("rsa-sha256")).containsText("Not signing yet");
        assertThat(row("rsa-sha256")).containsText("._domainkey." + domain);
        assertThat(row("rsa-sha256")).containsText("\"v=DKIM1; h=sha256; k=rsa; p=MII");
        page.getByLabel("Algorithm").selectOption("ED25519_SHA256");
        button("Make a key").click();
        assertThat(row("ed25519-sha256")).containsText("k=ed25519; p=");

        button("Sign with it").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose a key first.");
        row("rsa-sha256").getByRole(AriaRole.RADIO).check();
        button("Sign with it").click();
        assertThat(status()).containsText("The key signs from now on.");
        assertThat(row("rsa-sha256")).containsText("Signing");
        row("rsa-sha256").getByRole(AriaRole.RADIO).check();
        button("Delete").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The key signs: let it retire first.");
        row("rsa-sha256").getByRole(AriaRole.RADIO).check();
        button("Sign no more").click();
        assertThat(row("rsa-sha256")).containsText("leave its record until");
        row("rsa-sha256").getByRole(AriaRole.RADIO).check();
        button("Delete").click();
        assertThat(status()).containsText("The key has been deleted.");
        assertThat(row("rsa-sha256")).hasCount(0);
        assertThat(row("ed25519-sha256")).hasCount(1);
    }

    @Test
    void anAccountIsMadeSharedAndAnAdministrator() throws Exception {
        String address = account("post");
        open("admin/accounts/edit?address=" + address);
        page.getByLabel("Shared mailboxes").check();
        page.getByLabel("IMAP administrator").check();
        button("Save").click();
        assertThat(status()).containsText("The account " + address + " has been changed.");

        page.navigate("admin/accounts/edit?address=" + address);
        assertThat(page.getByLabel("Shared mailboxes")).isChecked();
        assertThat(page.getByLabel("IMAP administrator")).isChecked();
        String other = "reader@" + domain;
        server.admin().createAccount(other, PASSWORD);
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + address + " \"" + PASSWORD + "\"");
            assertThat(imap.lineBeginning("a OK")).contains(" QUOTASET");
            imap.say("b SETACL INBOX " + other + " lr").lineBeginning("b OK");
        }
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + other + " \"" + PASSWORD + "\"").lineBeginning("a OK");
            imap.say("b LIST \"\" \"Shared/" + address + "/*\"");
            assertThat(imap.lineBeginning("* LIST")).endsWith("Shared/" + address + "/INBOX");
        }
        page.getByLabel("Shared mailboxes").uncheck();
        page.getByLabel("IMAP administrator").uncheck();
        button("Save").click();
        page.navigate("admin/accounts/edit?address=" + address);
        assertThat(page.getByLabel("Shared mailboxes")).not().isChecked();
        assertThat(page.getByLabel("IMAP administrator")).not().isChecked();
    }

    @Test
    void theMailOfAnAccountIsCarriedAway() throws Exception {
        String address = account("marie");
        new MailClient(server.ports(), address, PASSWORD).relay(address, "The contract", "Sign here.");
        open("admin/accounts/edit?address=" + address);

        page.getByRole(AriaRole.LINK, link("Export mail")).click();
        Archive maildir = download("Export as Maildir");
        assertThat(maildir.name()).isEqualTo(address + ".zip");
        assertThat(maildir.entries())
                .anySatisfy((name, content) -> assertThat(name + "\n" + content)
                        .startsWith("cur/")
                        .contains("Subject: The contract", "Sign here."));

        assertThat(download("Export as mbox").entries().get("INBOX.mbox"))
                .startsWith("From ")
                .contains("Subject: The contract");
    }

    @Test
    void nothingIsExportedOfAnAccountThatIsNotThere() {
        open("admin/");

        assertThat(page.request()
                        .get("admin/accounts/export?address=nobody@" + domain)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBackupIsMadeWhileTheServerRuns() throws Exception {
        open("admin/maintenance");

        Archive backup = download("Make a backup");

        assertThat(backup.name()).matches("facteur-\\d{4}-\\d\\d-\\d\\d\\.zip");
        assertThat(backup.entries()).containsKey("manifest.properties");
        assertThat(page).hasTitle("Maintenance · Facteur");
    }

    @Test
    void theStoreIsCheckedInTheBackground() {
        open("admin/maintenance");
        button("Check").click();
        assertThat(status()).containsText("The check has begun.");

        await("end of the check").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            page.navigate("admin/maintenance");
            assertThat(page.locator("#store .badge").textContent()).isEqualTo("Whole");
        });
        assertThat(button("Check and repair")).isVisible();
    }

    @Test
    void theSearchIndexIsMadeAnew() {
        open("admin/maintenance");
        button("Rebuild the index").click();
        assertThat(status()).containsText("The index is being made anew");

        await("complete index").atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            page.navigate("admin/maintenance");
            assertThat(page.locator("#index .badge").textContent()).isEqualTo("Complete");
        });
    }

    /** @param entries by their names, as Latin-1 */
    private record Archive(String name, Map<String, String> entries) {}

    private Archive download(String button) throws IOException {
        Download download = page.waitForDownload(() -> button(button).click());
        Map<String, String> entries = new HashMap<>();
        try (ZipFile zip = new ZipFile(download.path().toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(
                        entry.getName(),
                        new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return new Archive(download.suggestedFilename(), entries);
    }

    private void open(String path) {
        page.navigate(path);
        logIn(FacteurServer.ADMIN_PASSWORD);
    }

    private void logIn(String password) {
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill(password);
        button("Log in").click();
    }

    private String account(String name) {
        server.admin().createDomain(domain);
        server.admin().createAccount(name + "@" + domain, PASSWORD);
        return name + "@" + domain;
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.GetByRoleOptions link(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions level(int level) {
        return new Page.GetByRoleOptions().setLevel(level);
    }

    private Locator status() {
        return page.getByRole(AriaRole.STATUS);
    }

    private Locator quota() {
        return page.getByLabel("Quota", new Page.GetByLabelOptions().setExact(true));
    }

    private Locator password() {
        return page.locator("#password");
    }

    private Locator row(String key) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(key));
    }

    private Locator problemOf(String field) {
        return page.locator("#" + field + "-error");
    }

    private Cookie session() {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("FACTEUR_SESSION"))
                .findFirst()
                .orElseThrow();
    }
}
