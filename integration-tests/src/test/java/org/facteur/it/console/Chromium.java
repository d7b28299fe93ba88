package org.facteur.it.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.facteur.it.platform.FacteurServer;

/**
 * The system's Chromium without a window, with a profile of its own. It writes down what no page of the console may do:
 * report an error, or ask another host for anything.
 */
final class Chromium implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of("/usr/bin/chromium");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright = Playwright.create();
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(EXECUTABLE)
                    .setHeadless(true)
                    .setArgs(FLAGS));
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /** A page in a profile that nobody has used, for the server's addresses. */
    Page open(FacteurServer server, Browser.NewContextOptions options) {
        URI base = server.http();
        BrowserContext profile = browser.newContext(options.setBaseURL(base.toString()));
        Page page = profile.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> faults.add(page.url() + ": " + error));
        page.onRequest(request -> {
            URI asked = URI.create(request.url());
            if (!"data".equals(asked.getScheme()) && !base.getAuthority().equals(asked.getAuthority())) {
                faults.add(page.url() + " asks for " + asked);
            }
        });
        return page;
    }

    Page open(FacteurServer server) {
        return open(server, new Browser.NewContextOptions().setLocale("en-GB"));
    }

    /** A page in a profile of its own, behind the login. */
    Page logIn(FacteurServer server, int width, String language, String path) {
        Page page = open(
                server,
                new Browser.NewContextOptions().setViewportSize(width, 844).setLocale(language));
        page.navigate(path);
        page.locator("#name").fill("admin");
        page.locator("#password").fill(FacteurServer.ADMIN_PASSWORD);
        page.locator("#logIn").click();
        return page;
    }

    /** What has gone wrong so far; asking forgets it. */
    List<String> takeFaults() {
        List<String> taken = List.copyOf(faults);
        faults.clear();
        return taken;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
