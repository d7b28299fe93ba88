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

/** The queue in the console, with a remote server that does not take everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleQueueIT {

    private static final String ALICE = "alice@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();
    private final Chromium chromium = new Chromium();
    private FacteurServer server;
    private Page page;

    @BeforeAll
    void start(@TempDir Path folder) {
        for (String domain : new String[] {"there", "slow", "moved", "gone"}) {
            names.with(domain + ".test. 60 IN MX 10 mx.there.test.");
        }
        names.with("mx.there.test. 60 IN A 127.0.0.1");
        server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_DNS_SERVERS", names.setting(),
                        "FACTEUR_OUTBOUND_PORT", Integer.toString(remote.port()),
                        "FACTEUR_QUEUE_FIRST_RETRY", "PT1H"));
        server.admin().createDomain("example.test");
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
        return chromium.logIn(server, width, language, "admin/queue");
    }

    private void submit(String recipient) throws Exception {
        new MailClient(server.ports(), ALICE, PASSWORD).submit(recipient, "to " + recipient, "Hello.");
    }

    private boolean hasArrived(String recipient) {
        return remote.messages().stream()
                .anyMatch(message -> message.rcpt().toString().contains("<" + recipient + ">"));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator status() {
        return page.getByRole(AriaRole.STATUS);
    }

    private Locator row(String key) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(key));
    }

    /** Waits until what was submitted has been tried in vain. */
    private void awaitDeferred(String recipient) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            page.navigate("admin/queue?recipient=" + recipient);
            assertThat(row(recipient).textContent()).contains("451 4.7.1 Come later");
        });
    }

    @Test
    void anItemIsShownWithItsAttemptsAndGoesItsWay() throws Exception {
        remote.answers("RCPT TO:<bob@slow.test", "451 4.7.1 Come later", "451 4.7.1 Come much later");
        submit("bob@slow.test");
        awaitDeferred("bob@slow.test");
        assertThat(row("bob@slow.test")).containsText("Waiting");
        assertThat(row("bob@slow.test")).containsText(ALICE);

        link("bob@slow.test").click();
        assertThat(page.locator("#attempts tbody tr")).hasCount(1);
        assertThat(page.locator("#attempts")).containsText("451 4.7.1 Come later");
        button("Try now").click();
        assertThat(status()).containsText("One item is tried now.");
        await().atMost(PATIENCE).untilAsserted(() -> {
            page.reload();
            assertThat(page.locator("#attempts tbody tr").count()).isEqualTo(2);
        });
        assertThat(page.locator("#attempts tbody tr").first()).containsText("Come much later");
        String item = page.url();
        for (Page each : new Page[] {page, open(390, "fr-FR")}) {
            PageRules.check(each, item);
            PageRules.check(each, "admin/queue");
        }

        page.navigate(item);
        button("Hold").click();
        assertThat(status()).containsText("One item is held.");
        button("Release").click();
        await().atMost(PATIENCE).until(() -> hasArrived("bob@slow.test"));
        page.navigate("admin/queue?recipient=bob@slow.test");
        assertThat(page.getByText("Nothing in the queue matches")).isVisible();
    }

    @Test
    void anItemIsRedirected() throws Exception {
        remote.answers("RCPT TO:<carol@moved.test", "451 4.7.1 Come later");
        submit("carol@moved.test");
        awaitDeferred("carol@moved.test");
        link("carol@moved.test").click();
        link("Redirect").click();

        page.getByLabel("New recipient").fill(ALICE);
        button("Redirect").click();
        assertThat(page.locator("#recipient-error")).containsText("or it is one of this server");
        assertThat(page.getByLabel("New recipient")).hasValue(ALICE);
        page.getByLabel("New recipient").fill("caroline@there.test");
        button("Redirect").click();

        assertThat(status()).containsText("The message goes to caroline@there.test instead.");
        await().atMost(PATIENCE).until(() -> hasArrived("caroline@there.test"));
    }

    @Test
    void theChosenItemsAreDeletedAfterAQuestion() throws Exception {
        remote.answers("RCPT TO:<dave@gone.test", "451 4.7.1 Come later");
        submit("dave@gone.test");
        awaitDeferred("dave@gone.test");

        button("Delete the chosen").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Choose items of the queue first.");
        row("dave@gone.test").getByRole(AriaRole.CHECKBOX).check();
        button("Delete the chosen").click();
        assertThat(page).hasTitle("Delete one item from the queue? · Facteur");
        assertThat(page.locator("main")).containsText("dave@gone.test, from " + ALICE);
        button("Delete").click();

        assertThat(status()).containsText("One item has been deleted.");
        MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);
        await().atMost(PATIENCE).until(() -> !alice.subjectsByImap().isEmpty());
    }

    @Test
    void aPausedDestinationWaitsAndTheOverviewCountsIt() throws Exception {
        page.navigate("admin/queue/destinations");
        page.getByLabel("Domain to look at or to pause").fill("There.test");
        button("Open").click();
        button("Pause").click();
        assertThat(status()).containsText("nothing is tried until it is resumed");
        assertThat(page.locator(".badge")).hasText("Paused");

        page.navigate("admin/");
        assertThat(figure("Paused destinations")).hasText("1");
        int waiting = Integer.parseInt(figure("Waiting").textContent());
        submit("erin@there.test");
        // The page brings itself up to date.
        await().atMost(PATIENCE).until(() -> Integer.parseInt(figure("Waiting").textContent()) > waiting);
        page.navigate("admin/queue/destinations");
        assertThat(row("there.test")).containsText("Paused");
        assertThat(hasArrived("erin@there.test")).isFalse();

        link("there.test").click();
        button("Hold all").click();
        assertThat(status()).containsText("One item is held.");
        button("Release all").click();
        page.getByLabel("Next attempt").selectOption("in 4 hours");
        button("Try at that time").click();
        assertThat(status()).containsText("One item is tried at that time.");
        button("Resume").click();
        await().atMost(PATIENCE).until(() -> hasArrived("erin@there.test"));
    }

    private Locator figure(String name) {
        return page.locator("#queue-figures div")
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator("dt", new Page.LocatorOptions().setHasText(name))))
                .locator("dd a");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path : new String[] {
            "admin/queue/item?id=1",
            "admin/queue/delete?id=1,2",
            "admin/queue/redirect?id=1",
            "admin/queue/destination?name=no%20domain"
        }) {
            assertThat(page.request().get(path).status()).as(path).isEqualTo(404);
        }
    }
}
