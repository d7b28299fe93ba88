package org.facteur.it.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.mailstore.harness.PostgresCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Large messages on their way in and out of the deployed server, and clients that take their time over them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeMessagesIT {

    private static final String PASSWORD = "post-office-1";
    private static final String HUGE = "huge@example.test";
    private static final String LARGE = "large@example.test";

    private static final int HUGE_SIZE = 100_000_000;
    private static final int LARGE_SIZE = 25_000_000;

    /** More than the server has connections to the database (64), or workers for IMAP (32). */
    private static final int READERS = 70;

    private static final String LINE = "The quick brown fox jumps over the lazy dog, and does so again and again.\r\n";

    private PostgresCluster database;
    private String url;
    private FacteurServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        database = PostgresCluster.start();
        url = database.createDatabaseUrl();
        server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_DB_CLASS",
                        "org.postgresql.ds.PGSimpleDataSource",
                        "FACTEUR_DB_URL",
                        url,
                        "FACTEUR_DB_USER",
                        database.user(),
                        "FACTEUR_MESSAGE_SIZE",
                        "110000000",
                        "FACTEUR_IMAP_USER_CONNECTIONS",
                        "100"));
        server.admin().createDomain("example.test");
        server.admin().createAccount(HUGE, PASSWORD);
        server.admin().createAccount(LARGE, PASSWORD);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A header and lines, a little more than so many octets. */
    private static void write(LineClient client, int size) throws IOException {
        client.sendOctets("Subject: large\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] lines = LINE.repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        for (int sent = 0; sent < size; sent += lines.length) {
            client.sendOctets(lines);
        }
    }

    private void deliver(String recipient, int size) throws IOException {
        try (LineClient client = LineClient.connect(server, Listener.SMTP)) {
            client.line();
            client.say("EHLO client.example.org");
            client.lineBeginning("250 ");
            assertThat(client.ask("MAIL FROM:<sender@example.org> SIZE=" + size))
                    .startsWith("250");
            assertThat(client.ask("RCPT TO:<" + recipient + ">")).startsWith("250");
            assertThat(client.ask("DATA")).startsWith("354");
            write(client, size);
            assertThat(client.ask(".")).startsWith("250");
        }
    }

    private LineClient imap(String address) throws IOException {
        LineClient client = LineClient.connect(server, Listener.IMAP);
        client.line();
        client.say("a LOGIN " + address + " " + PASSWORD);
        assertThat(client.lineBeginning("a ")).startsWith("a OK");
        client.say("b SELECT INBOX");
        assertThat(client.lineBeginning("b ")).startsWith("b OK");
        return client;
    }

    /** What the database says itself. */
    private long number(String sql) {
        try (Connection connection = DriverManager.getConnection(url, database.user(), "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMessageOfAHundredMegabytesComesInAndGoesOut() throws Exception {
        deliver(HUGE, HUGE_SIZE);

        try (SlowReader reader = new SlowReader(server, HUGE, PASSWORD)) {
            reader.begin();
            assertThat(reader.finish()).isGreaterThan(HUGE_SIZE);
        }
        try (LineClient pop3 = LineClient.connect(server, Listener.POP3)) {
            pop3.line();
            assertThat(pop3.ask("USER " + HUGE)).startsWith("+OK");
            assertThat(pop3.ask("PASS " + PASSWORD)).startsWith("+OK");
            assertThat(pop3.ask("RETR 1")).startsWith("+OK");
            long octets = 0;
            for (String line = pop3.line(); !line.equals("."); line = pop3.line()) {
                octets += line.length() + 2;
            }
            assertThat(octets).isGreaterThan(HUGE_SIZE);
        }
    }

    @Test
    void slowReadersHoldNoConnectionToTheDatabaseAndNoWorker() throws Exception {
        deliver(LARGE, LARGE_SIZE);
        List<SlowReader> readers = new ArrayList<>();
        try (LineClient other = imap(LARGE)) {
            for (int i = 0; i < READERS; i++) {
                SlowReader reader = new SlowReader(server, LARGE, PASSWORD);
                readers.add(reader);
                reader.begin();
            }

            for (int i = 0; i < 20; i++) {
                other.say("c" + i + " FETCH 1 (FLAGS BODY.PEEK[]<" + i * 1_000_000L + ".100>)");
                assertThat(other.lineBeginning("c" + i + " ")).startsWith("c" + i + " OK");
            }
            await("a database with nothing to do")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> number("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND state <> 'idle' AND pid <> pg_backend_pid()")
                            == 0);

            assertThat(readers.get(0).finish()).isGreaterThan(LARGE_SIZE);
            assertThat(readers.get(READERS - 1).finish()).isGreaterThan(LARGE_SIZE);
        } finally {
            for (SlowReader reader : readers) {
                reader.close();
            }
        }
    }
}
