package org.facteur.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A form sends its inputs by their ids, and a page reads its parameters by their names, again when a form is sent: an input that is
 * called like a parameter of its page would change what the page is about.
 */
class PageParametersTest {

    private static final Path PAGES = Path.of("src/main/webapp");
    private static final Pattern PARAMETER = Pattern.compile("<f:viewParam name=\"([^\"]+)\"");
    private static final Pattern INPUT =
            Pattern.compile("<(?:h|p):(?:input|select|password)\\w*\\s[^>]*?\\bid=\"([^\"#]+)\"");
    private static final Pattern INPUT_OF_A_TAG =
            Pattern.compile("<fct:(?:field|addresses)\\s[^>]*?\\bid=\"([^\"#]+)\"");
    private static final Pattern PART = Pattern.compile("<ui:include src=\"([^\"#]+)\"");

    @TestFactory
    Stream<DynamicTest> noInputIsCalledLikeAParameterOfItsPage() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES.resolve("admin"))) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".xhtml")).toList();
            return pages.stream()
                    .map(page -> DynamicTest.dynamicTest(PAGES.relativize(page).toString(), () -> {
                        String text = withParts(page);
                        assertThat(found(text, INPUT, INPUT_OF_A_TAG)).noneMatch(found(text, PARAMETER)::contains);
                    }));
        }
    }

    /** A page and all that it includes. */
    private static String withParts(Path page) {
        try {
            String text = Files.readString(page);
            StringBuilder whole = new StringBuilder(text);
            for (String part : found(text, PART)) {
                whole.append(withParts(PAGES.resolve(part.substring(1))));
            }
            return whole.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> found(String text, Pattern... patterns) {
        Set<String> found = new TreeSet<>();
        for (Pattern pattern : patterns) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
