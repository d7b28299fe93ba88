package org.facteur.it.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of clients that do nothing, and hundreds that do it slowly, on a server with a heap of 256 MiB and with the limits for an
 * address that a server has.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyConnectionsIT {

    private static final int CONNECTIONS = 5_000;
    private static final int PER_ADDRESS = 200;

    /** What each connection may cost, in octets of heap: its channel, its session, its place in the tables. */
    private static final long IDLE = 4 << 10;

    private static final long SELECTED = 5 << 10;

    /** What the process may have in memory, with a heap of a quarter of that. */
    private static final long RESIDENT = 1 << 30;

    private static final int SLOW = 200;
    private static final int LARGE = 4_000_000;

    private static final String DOMAIN = "crowd.test";
    private static final String PASSWORD = "standing-room-1";
    private static final int ACCOUNTS = 50;

    private FacteurServer server;
    private LiveHeap heap;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        assertThat(openFiles())
                .as("open files that this process may have (ulimit -n)")
                .isGreaterThan(CONNECTIONS + 1_000);
        server = FacteurServer.startWith(
                List.of("-Xmx256m"),
                folder,
                Map.of(
                        "FACTEUR_ABUSE_EXEMPT",
                        "127.0.0.1/32,::1/128",
                        "FACTEUR_IMAP_USER_CONNECTIONS",
                        Integer.toString(CONNECTIONS / ACCOUNTS + SLOW)));
        heap = new LiveHeap(server.pid());
        server.admin().createDomain(DOMAIN);
        for (int i = 0; i < ACCOUNTS; i++) {
            server.admin().createAccount(account(i), PASSWORD);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String account(int number) {
        return "account" + number + "@" + DOMAIN;
    }

    private static long openFiles() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/limits")).stream()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s{2,}")[1])
                .mapToLong(limit -> limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit))
                .findFirst()
                .orElseThrow();
    }

    /** What a crowd holds beyond what the server holds anyway. */
    private long heapOfEach(long before) {
        long octets = (heap.octets() - before) / CONNECTIONS;
        assertThat(heap.resident()).as("resident").isLessThan(RESIDENT);
        return octets;
    }

    private void report(String what, long octets) {
        System.out.printf(
                "%d %s: %d octets of heap each, %d MiB resident%n", CONNECTIONS, what, octets, heap.resident() >> 20);
    }

    @Test
    void fiveThousandIdleConnectionsAreServedAndForgotten() {
        warmUp();
        long before = heap.octets();
        try (Crowd crowd = new Crowd(server)) {
            crowd.join(CONNECTIONS, List.of(Listener.SMTP, Listener.POP3, Listener.IMAP), "127.0.51", PER_ADDRESS);
            long each = heapOfEach(before);
            report("idle connections by SMTP, POP3 and IMAP", each);
            assertThat(each).isLessThan(IDLE);
            crowd.each(ManyConnectionsIT::ask);
        }
        await("what they held to be given back")
                .atMost(Duration.ofSeconds(30))
                .until(() -> (heap.octets() - before) / CONNECTIONS < 256);
    }

    /** Classes are loaded, pools are filled, and what a connection leaves behind is there. */
    private void warmUp() {
        try (Crowd few = new Crowd(server)) {
            few.join(300, List.of(Listener.SMTP, Listener.POP3, Listener.IMAP), "127.0.50", PER_ADDRESS);
            few.each(ManyConnectionsIT::ask);
        }
    }

    private static void ask(Crowd.Member member) throws IOException {
        switch (member.listener()) {
            case SMTP -> member.ask("NOOP", "250 ");
            case POP3 -> member.ask("CAPA", ".");
            default -> member.ask("a NOOP", "a OK");
        }
    }

    @Test
    void fiveThousandSelectedSessionsAreServed() throws Exception {
        warmUp();
        for (int i = 0; i < ACCOUNTS; i++) {
            for (int j = 0; j < 3; j++) {
                new MailClient(server.ports(), "somebody@example.org", "").relay(account(i), "message " + j, "Hello.");
            }
        }
        try (Crowd one = new Crowd(server)) {
            one.join(ACCOUNTS, List.of(Listener.IMAP), "127.0.52", PER_ADDRESS);
            one.each(ManyConnectionsIT::select);
        }
        long before = heap.octets();
        try (Crowd crowd = new Crowd(server)) {
            crowd.join(CONNECTIONS, List.of(Listener.IMAP), "127.0.53", PER_ADDRESS);
            crowd.each(ManyConnectionsIT::select);
            long each = heapOfEach(before);
            report("sessions with a selected mailbox", each);
            assertThat(each).isLessThan(SELECTED);
            crowd.each(member -> member.ask("c FETCH 3 (FLAGS UID)", "c OK"));
        }
    }

    private static void select(Crowd.Member member) throws IOException {
        member.ask("a LOGIN " + account(member.number() % ACCOUNTS) + " " + PASSWORD, "a OK");
        member.ask("b SELECT INBOX", "b OK");
    }

    @Test
    void slowReadersAndWritersKeepNobodyFromService() throws Exception {
        String slow = "slow@" + DOMAIN;
        String quick = "quick@" + DOMAIN;
        server.admin().createAccount(slow, PASSWORD);
        server.admin().createAccount(quick, PASSWORD);
        MailClient sender = new MailClient(server.ports(), "somebody@example.org", "");
        sender.relay(slow, "large", "All work and no play.\r\n".repeat(LARGE / 23));

        List<SlowReader> readers = new ArrayList<>();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (Crowd writers = new Crowd(server)) {
            for (int i = 0; i < SLOW; i++) {
                SlowReader reader = new SlowReader(server, slow, PASSWORD);
                readers.add(reader);
                reader.begin();
            }
            writers.join(SLOW, List.of(Listener.SMTP), "127.0.54", PER_ADDRESS);
            writers.each(member -> {
                member.ask("HELO slow.example", "250 ");
                member.ask("MAIL FROM:<slow@example.org>", "250 ");
                member.ask("RCPT TO:<" + slow + ">", "250 ");
                member.ask("DATA", "354 ");
            });
            Future<?> trickle = clock.scheduleWithFixedDelay(
                    () -> writers.each(member -> member.send("x")), 0, 50, TimeUnit.MILLISECONDS);

            for (int i = 0; i < 10; i++) {
                sender.relay(quick, "message " + i, "Hello.");
                assertThat(new MailClient(server.ports(), quick, PASSWORD).subjectsByImap())
                        .hasSize(i + 1);
            }
            assertThat(heap.resident()).as("resident").isLessThan(RESIDENT);

            assertThat(trickle).as("octets that are still being sent").isNotDone();
            clock.shutdown();
            assertThat(clock.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            writers.each(member -> member.ask("\r\n.", "250 "));
            assertThat(readers.get(SLOW - 1).finish()).isGreaterThan(LARGE / 2);
        } finally {
            clock.shutdownNow();
            for (SlowReader reader : readers) {
                reader.close();
            }
        }
    }
}
