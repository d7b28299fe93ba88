package org.facteur.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExecutableJarIT {
    private static final String ALICE = "alice@example.test";
    private static final String BOB = "bob@example.test";
    private static final String PASSWORD = "post-office-1";

    @TempDir
    private Path folder;

    @Test
    void aMessageIsTakenBySmtpAndReadByPop3AndImapAndSurvivesARestart() throws Exception {
        try (FacteurServer server = FacteurServer.start(folder)) {
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            server.admin().createAccount(BOB, PASSWORD);
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);
            MailClient bob = new MailClient(server.ports(), BOB, PASSWORD);

            bob.relay(ALICE, "from another server", "Hello.");
            bob.submit(ALICE, "from a colleague", "Hello again.");

            assertThat(alice.subjectsByPop3()).containsExactly("from another server", "from a colleague");
            assertThat(alice.subjectsByImap()).containsExactly("from another server", "from a colleague");
            assertThat(bob.subjectsByImap()).isEmpty();

            server.stop();
            server.startAgain();

            assertThat(alice.subjectsByImap()).containsExactly("from another server", "from a colleague");
        }
    }

    @Test
    void aHealthyStartIsQuietAndAStopFreesThePorts() {
        try (FacteurServer server = FacteurServer.start(folder)) {
            assertThat(server.terminal())
                    .contains(
                            "localhost:" + server.port(Listener.SMTP),
                            "localhost:" + server.port(Listener.IMAPS) + " (TLS)")
                    .contains("http://localhost:" + server.port(Listener.HTTP) + "/admin/")
                    .contains(server.dataFolder().toString());
            assertThat(server.log().lines())
                    .noneMatch(
                            line -> line.contains(" WARN  ") || line.contains(" ERROR ") || line.startsWith("\tat "));
            assertThat(server.ports().taken()).containsExactlyInAnyOrderElementsOf(List.of(Listener.values()));

            server.stop();

            assertThat(server.terminal()).contains("Facteur is stopping.");
            assertThat(server.ports().taken()).isEmpty();
            assertThat(server.log().lines())
                    .noneMatch(
                            line -> line.contains(" WARN  ") || line.contains(" ERROR ") || line.startsWith("\tat "));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theDemonstrationHasAliceAndBobAndAFirstPasswordOnEveryJdkHere(Path jdk) throws Exception {
        try (FacteurServer server = FacteurServer.startByScript(folder, jdk, "--demo")) {
            assertThat(new MailClient(server.ports(), ALICE, "alice").subjectsByImap())
                    .hasSize(1);
            assertThat(new MailClient(server.ports(), BOB, "bob").subjectsByPop3())
                    .hasSize(1);

            HttpResponse<String> console = server.admin().call("GET", "admin/", "");
            assertThat(console.statusCode()).isIn(200, 302, 303);
        }
    }

    /** The JDK of the tests, and those beside it that Facteur says it runs on. */
    private static List<Path> jdks() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        Map<Integer, Path> byVersion = new TreeMap<>(Map.of(Runtime.version().feature(), own));
        try (Stream<Path> beside = Files.list(own.getParent())) {
            for (Path home : beside.filter(folder -> Files.isExecutable(folder.resolve("bin/javac")))
                    .toList()) {
                Properties release = new Properties();
                try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
                    release.load(file);
                }
                int version = Runtime.Version.parse(
                                release.getProperty("JAVA_VERSION").replace("\"", ""))
                        .feature();
                if (version > Runtime.version().feature()) {
                    byVersion.put(version, home);
                }
            }
        }
        return List.copyOf(byVersion.values());
    }
}
