package org.facteur.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.stream.Stream;
import org.facteur.it.platform.FacteurServer;
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

    /** WCAG 2.2, 1.4.3: the contrast of text with what is behind it; 3 for large text. */
    private static final String FAINT_TEXTS = """
        () => {
          const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
          const rgba = color => {
            context.clearRect(0, 0, 1, 1);
            context.fillStyle = color;
            context.fillRect(0, 0, 1, 1);
            return context.getImageData(0, 0, 1, 1).data;
          };
          const ground = element => {
            for (let e = element; e; e = e.parentElement) {
              const color = rgba(getComputedStyle(e).backgroundColor);
              if (color[3] > 200) return color;
            }
            return rgba('white');
          };
          const luminance = color => [0.2126, 0.7152, 0.0722]
            .map((weight, i) => {
              const c = color[i] / 255;
              return weight * (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
            })
            .reduce((a, b) => a + b);
          const faint = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || !element.checkVisibility() || element.closest('script')) continue;
            const style = getComputedStyle(element);
            const [light, dark] = [luminance(rgba(style.color)), luminance(ground(element))].sort((a, b) => b - a);
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            if ((light + 0.05) / (dark + 0.05) < (large ? 3 : 4.5)) faint.push(texts.currentNode.data.trim());
          }
          return faint;
        }
        """;

    private static final String NAMELESS_CONTROLS = """
        () => [...document.querySelectorAll('input:not([type=hidden]):not([type=submit]):not([hidden]), select')]
          .filter(control => !control.labels.length && !control.getAttribute('aria-label'))
          .map(control => control.outerHTML)
        """;

    private static final String OUTSIDE = """
        () => [...document.body.querySelectorAll('*')]
          .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.outerHTML.slice(0, 80))
        """;

    private Chromium chromium;

    @BeforeAll
    void startBrowser(FacteurServer server) {
        chromium = new Chromium();
        server.admin().createDomain("layout.test");
        server.admin().createAccount("marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test", "x");
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
        check(page, "admin/login");
        check(page, "admin/login?reason=refused");
        page.locator("#name").fill("admin");
        page.locator("#password").fill(FacteurServer.ADMIN_PASSWORD);
        page.locator("#logIn").click();

        pagesBehindTheLogin().forEach(path -> {
            check(page, path);
            assertThat(page.locator("nav").count()).as(path).isPositive();
            assertThat(page.locator("a.skip").getAttribute("href")).isEqualTo("#main");
        });

        page.navigate("admin/accounts/create");
        page.locator("#create").click();
        page.locator("#address-error").waitFor();
        check(page, "");
        page.context().close();
        assertThat(chromium.takeFaults()).isEmpty();
    }

    private static Stream<String> pagesBehindTheLogin() {
        return Stream.of(
                "admin/",
                "admin/maintenance",
                "admin/domains",
                "admin/domains/create",
                "admin/domains/delete?name=layout.test",
                "admin/accounts",
                "admin/accounts?filter=nobody-at-all",
                "admin/accounts/create",
                "admin/accounts/edit?address=marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test",
                "admin/accounts/export?address=marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test",
                "admin/accounts/access?address=marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test",
                "admin/accounts/removed?address=marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test",
                "admin/accounts/removed?subject=nothing&address=marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test",
                "admin/accounts/delete?address=marie.antoinette-de-la-tour-du-pin-et-du-facteur@layout.test");
    }

    /** @param path empty for the page as it stands */
    private static void check(Page page, String path) {
        if (!path.isEmpty()) {
            page.navigate(path);
        }
        String where = page.url();
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                .as("no scrolling sideways: %s %s", where, page.evaluate(OUTSIDE))
                .isEqualTo(true);
        assertThat(page.evaluate(FAINT_TEXTS)).as("texts too faint: %s", where).isEqualTo(List.of());
        assertThat(page.evaluate(NAMELESS_CONTROLS))
                .as("controls without a label: %s", where)
                .isEqualTo(List.of());
        assertThat(page.locator("h1").count()).as("one heading: %s", where).isEqualTo(1);
        assertThat(page.locator("main").count()).as("one main part: %s", where).isEqualTo(1);
    }
}
