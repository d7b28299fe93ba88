package org.facteur.it.clients;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does TLS: OpenSSL where a library of netty-tcnative is there and works, and the JDK otherwise. Either serves. */
class OpenSslIT {

    private static final String ALICE = "alice@openssl.test";
    private static final String PASSWORD = "lock-and-key-1";
    private static final int LARGE = 3_000_000;

    /** One that fits Netty. */
    private static final String FITTING = "2.0.84.Final";

    /** One that loads, and fails in each handshake. */
    private static final String OLDER = "2.0.70.Final";

    @TempDir
    private Path folder;

    @Test
    void openSslServesWhereItIsThere() throws Exception {
        try (FacteurServer server = FacteurServer.startWith(List.of(library(FITTING)), folder, Map.of())) {
            assertThat(server.log()).contains("TLS is done by BoringSSL through netty-tcnative");
            assertThat(server.log()).doesNotContain("TLS is done by the JDK");
            serves(server);
        }
    }

    @Test
    void theJdkServesWhereTheLibraryDoesNotWork() throws Exception {
        try (FacteurServer server = FacteurServer.startWith(List.of(library(OLDER)), folder, Map.of())) {
            assertThat(server.log())
                    .contains("OpenSSL is not used: the library of netty-tcnative that is here fails in a handshake")
                    .contains("TLS is done by the JDK");
            serves(server);
        }
    }

    @Test
    void theJdkServesWhereItIsAskedFor() throws Exception {
        try (FacteurServer server =
                FacteurServer.startWith(List.of(library(FITTING)), folder, Map.of("FACTEUR_TLS_PROVIDER", "jdk"))) {
            assertThat(server.log()).contains("TLS is done by the JDK").doesNotContain("BoringSSL");
            serves(server);
        }
    }

    /** The option by which the executable jar has the library. */
    private static String library(String version) {
        Path libraries = Path.of(requireNonNull(System.getProperty("facteur.tcnative"), "facteur.tcnative"));
        try (Stream<Path> files = Files.list(libraries)) {
            return files.filter(file -> file.toString().contains("-classes-")
                            || file.getFileName().toString().contains(version))
                    .map(Path::toString)
                    .collect(Collectors.joining(":", "-Xbootclasspath/a:", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TLS of both versions, begun at once and by STARTTLS, resumed; and mail that is many records long. */
    private static void serves(FacteurServer server) throws Exception {
        server.admin().createDomain("openssl.test");
        server.admin().createAccount(ALICE, PASSWORD);
        assertThat(spoken(server, Listener.IMAPS, "-tls1_3")).contains("New, TLSv1.3");
        assertThat(spoken(server, Listener.IMAPS, "-tls1_2")).contains("New, TLSv1.2");
        assertThat(spoken(server, Listener.SMTP, "-starttls", "smtp")).contains("New, TLSv1.3");
        assertThat(spoken(server, Listener.POP3, "-starttls", "pop3")).contains("New, TLSv1.3");
        assertThat(spoken(server, Listener.IMAPS, "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"))
                .contains("alert protocol version");
        assertThat(spoken(server, Listener.IMAPS, "-tls1_2", "-reconnect")).contains("Reused, TLSv1.2");

        String text = "All work and no play makes Jack a dull boy.\r\n".repeat(LARGE / 45);
        new MailClient(server.ports(), ALICE, PASSWORD).submit(ALICE, "large", text);
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.line();
            imap.say("a CAPABILITY").lineBeginning("a OK");
            imap.say("b LOGIN " + ALICE + " " + PASSWORD).lineBeginning("b OK");
            imap.say("c SELECT INBOX").lineBeginning("c OK");
            imap.say("d FETCH 1 BODY.PEEK[TEXT]");
            long dull = 0;
            for (String line = imap.line(); !line.startsWith("d OK"); line = imap.line()) {
                dull += line.endsWith("Jack a dull boy.") ? 1 : 0;
            }
            assertThat(dull).isEqualTo(LARGE / 45);
        }
        assertThat(server.admin().call("GET", "metrics", "").body())
                .containsPattern("facteur_tls_handshakes\\{[^}]*version=\"TLSv1\\.3\"[^}]*\\} [1-9]")
                .containsPattern("facteur_tls_handshakes\\{[^}]*version=\"TLSv1\\.2\"[^}]*\\} [1-9]");
    }

    private static String spoken(FacteurServer server, Listener listener, String... options) {
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + server.port(listener)));
        command.addAll(List.of(options));
        return Command.run(command).output();
    }
}
