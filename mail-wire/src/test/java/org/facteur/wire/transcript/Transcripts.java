package org.facteur.wire.transcript;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The transcripts below a folder as dynamic tests, each named by its path. */
public final class Transcripts {

    private Transcripts() {}

    /**
     * @param root holds {@code *.txt} at any depth, and the messages they name in {@code fixtures/}
     * @param environment a new one for each transcript
     * @throws IllegalStateException if there is no transcript: a suite that plays nothing proves nothing
     */
    public static Stream<DynamicTest> below(Path root, Supplier<? extends TranscriptEnvironment> environment) {
        return play(root, file -> true, environment);
    }

    /** The same without those in {@code memory/}, which need what only a session in memory has. */
    public static Stream<DynamicTest> deployable(Path root, Supplier<? extends TranscriptEnvironment> environment) {
        return play(root, file -> !file.startsWith(root.resolve("memory")), environment);
    }

    private static Stream<DynamicTest> play(
            Path root, Predicate<Path> chosen, Supplier<? extends TranscriptEnvironment> environment) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith(".txt"))
                    .filter(chosen)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("No transcript below " + root);
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(root.relativize(file).toString(), file.toUri(), () -> {
                    Transcript transcript = Transcript.read(root, file);
                    new TranscriptPlayer(environment.get(), transcript, root.resolve("fixtures")).play();
                }));
    }
}
