package org.facteur.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.mailstore.harness.PostgresCluster;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.remote.ScriptedRemote.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server or its database ends in the middle of a thousand deliveries: each message arrives, and those that arrive twice are few. */
class RelayInterruptedIT {

    private static final System.Logger LOG = System.getLogger(RelayInterruptedIT.class.getName());

    private static final String ALICE = "alice@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MESSAGES = 1_000;
    private static final int SUBMITTERS = 4;

    /** How many the smart host has at once. */
    private static final int CONNECTIONS = 20;

    @TempDir
    private Path folder;

    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        remote.close();
        names.close();
    }

    private FacteurServer start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("FACTEUR_SMARTHOST", "127.0.0.1:" + remote.port());
        environment.put("FACTEUR_DNS_SERVERS", names.setting());
        environment.put("FACTEUR_QUEUE_FIRST_RETRY", "PT1S");
        environment.put("FACTEUR_SUBMISSION_MESSAGES", "0");
        environment.put("FACTEUR_SUBMISSION_RECIPIENTS", "0");
        environment.put("FACTEUR_OUTBOUND_CONNECTIONS_PER_DESTINATION", Integer.toString(CONNECTIONS));
        FacteurServer server = FacteurServer.start(folder, environment);
        server.admin().createDomain("example.test");
        server.admin().createAccount(ALICE, PASSWORD);
        return server;
    }

    @Test
    void theServerIsKilled() throws Exception {
        try (FacteurServer server = start(Map.of())) {
            List<Thread> before = submit(server);
            await().atMost(PATIENCE).until(() -> remote.messages().size() >= MESSAGES / 3);
            server.kill();
            int arrived = remote.messages().size();
            int accepted = acknowledged.size();
            assertThat(accepted).as("in the middle").isGreaterThan(arrived / 2).isLessThan(MESSAGES);
            for (Thread submitter : before) {
                submitter.join();
            }
            server.startAgain();
            for (Thread submitter : submit(server)) {
                submitter.join();
            }

            int twice = awaitAll();
            LOG.log(
                    System.Logger.Level.INFO,
                    "killed after {0} had arrived of {1} accepted: {2} arrived twice",
                    arrived,
                    accepted,
                    twice);
            // What had been said to be taken, and not been written down, is at most what was on its way.
            assertThat(twice).isLessThanOrEqualTo(2 * CONNECTIONS);
        }
    }

    @Test
    void theDatabaseRestarts() throws Exception {
        PostgresCluster database = PostgresCluster.start();
        try (FacteurServer server = start(Map.of(
                "FACTEUR_DB_CLASS", "org.postgresql.ds.PGSimpleDataSource",
                "FACTEUR_DB_URL", database.createDatabaseUrl(),
                "FACTEUR_DB_USER", database.user()))) {
            List<Thread> submitters = submit(server);
            await().atMost(PATIENCE).until(() -> remote.messages().size() >= MESSAGES / 3);
            database.stop();
            int arrived = remote.messages().size();
            int accepted = acknowledged.size();
            assertThat(accepted).as("in the middle").isLessThan(MESSAGES);
            await("unreadiness").atMost(PATIENCE).until(() -> !server.admin().isReady());
            database.resume();
            for (Thread submitter : submitters) {
                submitter.join();
            }

            int twice = awaitAll();
            LOG.log(
                    System.Logger.Level.INFO,
                    "database restarted after {0} had arrived of {1} accepted: {2} arrived twice",
                    arrived,
                    accepted,
                    twice);
            assertThat(twice).isLessThanOrEqualTo(2 * CONNECTIONS);
        }
    }

    /** Submits messages over some connections until so many have been acknowledged, or the server is gone. */
    private List<Thread> submit(FacteurServer server) {
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            Thread submitter = new Thread(() -> {
                try (LineClient client = LineClient.connect(server, Listener.SUBMISSION)) {
                    submit(client);
                } catch (IOException e) {
                    // gone
                }
            });
            submitter.start();
            submitters.add(submitter);
        }
        return submitters;
    }

    private void submit(LineClient client) throws IOException {
        client.say("EHLO client.example").lineBeginning("250 ");
        String login = "\0" + ALICE + "\0" + PASSWORD;
        String answer =
                client.ask("AUTH PLAIN " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        while (!answer.isEmpty() && acknowledged.size() < MESSAGES) {
            int number = numbers.incrementAndGet();
            client.ask("RSET");
            client.ask("MAIL FROM:<" + ALICE + ">");
            client.ask("RCPT TO:<user@d" + number % 50 + ".test>");
            answer = client.ask("DATA");
            if (answer.startsWith("354")) {
                answer = client.say("Subject: message " + number + "\r\n\r\nHello.")
                        .ask(".");
                if (answer.startsWith("250")) {
                    acknowledged.add("message " + number);
                }
            }
        }
    }

    /** Waits until everything has arrived, and says how many have done so more than once. */
    private int awaitAll() {
        await().atMost(PATIENCE).until(() -> arrivals().keySet().containsAll(acknowledged));
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(MESSAGES);
        return (int) arrivals().values().stream().filter(times -> times > 1).count();
    }

    private Map<String, Integer> arrivals() {
        Map<String, Integer> arrivals = new HashMap<>();
        for (Received message : remote.messages()) {
            message.content()
                    .lines()
                    .filter(line -> line.startsWith("Subject: "))
                    .forEach(line -> arrivals.merge(line.substring("Subject: ".length()), 1, Integer::sum));
        }
        return arrivals;
    }
}
