package org.facteur.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;

/** What every page of the console owes its reader: it fits, it can be read, and everything in it has a name. */
final class PageRules {

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
        () => [...document.querySelectorAll('input:not([type=hidden]):not([type=submit]):not([hidden]), select, textarea')]
          .filter(control => !control.labels.length && !control.getAttribute('aria-label'))
          .map(control => control.outerHTML)
        """;

    private static final String OUTSIDE = """
        () => [...document.body.querySelectorAll('*')]
          .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
          .map(e => e.outerHTML.slice(0, 80))
        """;

    private PageRules() {}

    /** @param path empty for the page as it stands */
    static void check(Page page, String path) {
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
