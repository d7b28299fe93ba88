package org.facteur.wire.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The texts of one language, by their English originals. Where these hold something that changes, such as a number, both have
 * {@code {}} in its place.
 *
 * <p>In the file of a language stands one text a line, {@code English = translation}, in UTF-8; {@code #} begins a comment. Immutable.
 */
final class Catalogue {

    static final Catalogue EMPTY = new Catalogue(List.of());

    private static final String SEPARATOR = " = ";

    private final Map<String, String> texts = new HashMap<>();
    private final List<TextPattern> patterns = new ArrayList<>();

    /** @throws IllegalArgumentException for a line that is no translation */
    Catalogue(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                add(line);
            }
        }
    }

    private void add(String line) {
        int separator = line.indexOf(SEPARATOR);
        if (separator < 0) {
            throw new IllegalArgumentException("No translation: " + line);
        }
        String english = line.substring(0, separator).strip();
        String translation = line.substring(separator + SEPARATOR.length()).strip();
        if (english.contains(TextPattern.PLACE)) {
            patterns.add(new TextPattern(english, translation));
        } else if (texts.put(english, translation) != null) {
            throw new IllegalArgumentException("Translated twice: " + english);
        }
    }

    /** That of a language, which is a resource beside a class. */
    static Catalogue of(Class<?> place, String language) {
        try (InputStream octets =
                        Objects.requireNonNull(place.getResourceAsStream(language + ".txt"), "no texts of a language");
                BufferedReader lines = new BufferedReader(new InputStreamReader(octets, StandardCharsets.UTF_8))) {
            return new Catalogue(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The translation of a text, or the text itself if there is none. */
    String translate(String english) {
        String text = texts.get(english);
        if (text != null) {
            return text;
        }
        for (TextPattern pattern : patterns) {
            List<String> values = pattern.values(english);
            if (values != null) {
                return pattern.translation(values);
            }
        }
        return english;
    }
}
