package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.mailstore.harness.Database;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Memory does not grow with a message: in a process whose heap is half of it. The buffer in which the embedded database gathers
 * what it writes is a share of the heap, too, and counted here.
 */
class LargeMessageMemoryTest {

    private static final long SIZE = 100_000_000;

    /** Of a message that leaves every cache of the database as full as it gets. */
    private static final long WARM = 24_000_000;

    private static final long MOST = 4 << 20;

    private static final Pattern RESULT = Pattern.compile("(?m)^in (-?\\d+) out (-?\\d+)$");

    @ParameterizedTest
    @EnumSource(Database.class)
    void aMessageOfAHundredMegabytesPassesThroughFour(Database database, @TempDir Path folder) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LargeMessageMemory.class.getName(),
                        database.name(),
                        Long.toString(SIZE),
                        Long.toString(WARM)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        String told = Files.readString(output);
        Matcher result = RESULT.matcher(told);
        assertThat(result.find()).as(told).isTrue();
        assertThat(Long.parseLong(result.group(1)))
                .as("octets in use for it on its way in")
                .isLessThan(MOST);
        assertThat(Long.parseLong(result.group(2)))
                .as("octets in use for it on its way out")
                .isLessThan(MOST);
    }
}
