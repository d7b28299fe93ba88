package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The messages in the test resources, each with the structure that it has. */
public final class Fixtures {

    private Fixtures() {}

    /** A message and what {@link StructureText} says of it. */
    public record Fixture(String name, byte[] octets, String structure) {}

    public static List<Fixture> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".eml"))
                    .sorted()
                    .map(file -> read(file.substring(0, file.length() - ".eml".length())))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] octets(String name) {
        return read(name).octets();
    }

    private static Fixture read(String name) {
        try {
            return new Fixture(
                    name,
                    Files.readAllBytes(folder().resolve(name + ".eml")),
                    Files.readString(folder().resolve(name + ".txt"), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Path.of(Fixtures.class.getResource("/mime").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
