package org.facteur.mailstore.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.facteur.mailstore.harness.DatabaseAddress;
import org.facteur.mailstore.harness.StoreAudit;
import org.facteur.mailstore.harness.TestStore;

/** Rounds of load, kill and look on one database, which is never made anew. */
final class CrashRounds {

    private static final int MAX_ACKNOWLEDGEMENTS = 300;
    private static final int MAX_DELAY_NANOS = 5_000_000;

    private final DatabaseAddress address;
    private final Fall fall;
    private final Random random;
    private final Map<String, Set<String>> delivered = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private Observed observed;
    private long acknowledged;
    private long kept;
    private long undone;

    /** How the store comes to its end. */
    interface Fall {

        /** Called at the moment; the process ends at the latest with this. */
        void happen(Process process) throws Exception;

        /** Called when the process has ended: from then on nothing changes the database. */
        void clearUp(DataSource source) throws Exception;
    }

    CrashRounds(DatabaseAddress address, Fall fall, long seed) throws SQLException {
        this.address = address;
        this.fall = fall;
        this.random = new Random(seed);
        try (TestStore store = TestStore.open(address)) {
            for (int thread = 0; thread < CrashLoad.THREADS; thread++) {
                store.account(CrashLoad.own(thread));
            }
            for (int shared = 0; shared < CrashLoad.SHARED; shared++) {
                store.account(CrashLoad.shared(shared));
                delivered.put(CrashLoad.shared(shared), new HashSet<>());
            }
        }
        observed = Observed.in(address.dataSource());
    }

    /** Changes that have been acknowledged, and those that had begun at a kill and are there, or are not. */
    @Override
    public String toString() {
        return acknowledged + " changes acknowledged, none lost; of those in progress " + kept + " are there and "
                + undone + " are not";
    }

    void round() throws Exception {
        long seed = random.nextLong() >>> 1;
        int acknowledgements = 1 + random.nextInt(MAX_ACKNOWLEDGEMENTS);
        Journal journal = new Journal();
        Process process = start(seed);
        try {
            Thread reader = new Thread(() -> journal.readAll(process.getInputStream()), "journal");
            reader.start();
            journal.await(acknowledgements);
            LockSupport.parkNanos(random.nextInt(MAX_DELAY_NANOS));
            fall.happen(process);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            reader.join();
        } finally {
            process.destroyForcibly();
        }
        assertThat(journal.acknowledgements())
                .as(() -> String.join("\n", journal.rest()))
                .isGreaterThanOrEqualTo(acknowledgements);
        DataSource source = address.dataSource();
        fall.clearUp(source);
        look(journal, source);
    }

    private Process start(long seed) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m",
                // It lives for seconds.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                CrashLoad.class.getName()));
        command.addAll(List.of(
                address.dataSourceClass(), address.url(), address.user(), address.password(), Long.toString(seed)));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private void look(Journal journal, DataSource source) throws SQLException {
        // One connection stays open, so that the embedded database is opened once.
        try (Connection open = source.getConnection()) {
            assertThat(open.isValid(5)).isTrue();
            Observed now = Observed.in(source);
            Map<String, TestMessage> stored = new HashMap<>();
            for (int thread = 0; thread < CrashLoad.THREADS; thread++) {
                compare(thread, journal.of(thread), now, stored);
            }
            for (Map.Entry<String, Set<String>> shared : delivered.entrySet()) {
                MailboxModel inbox = now.account(shared.getKey()).inbox();
                assertThat(inbox.messages().values().stream().map(Held::id))
                        .as(shared.getKey())
                        .containsExactlyInAnyOrderElementsOf(shared.getValue());
            }
            assertThat(StoreAudit.contradictions(source)).isEmpty();
            compareContents(open, stored);
            acknowledged += journal.acknowledgements();
            observed = now;
        }
    }

    private void compare(int thread, Journal.Entries entries, Observed now, Map<String, TestMessage> stored) {
        String name = CrashLoad.own(thread);
        AccountModel expected = observed.account(name);
        for (Change change : entries.acknowledged()) {
            expected = change.apply(expected);
            count(change, stored);
        }
        AccountModel actual = now.account(name);
        if (entries.open().isPresent() && !actual.equals(expected)) {
            Change open = entries.open().get();
            expected = open.apply(expected);
            count(open, stored);
            kept++;
        } else if (entries.open().isPresent()) {
            undone++;
        }
        assertThat(actual).as(name).isEqualTo(expected);
    }

    private void count(Change change, Map<String, TestMessage> stored) {
        if (change instanceof Change.Deliver deliver) {
            stored.put(deliver.message().id(), deliver.message());
            deliver.shared()
                    .forEach(name -> delivered.get(name).add(deliver.message().id()));
        } else if (change instanceof Change.Append append) {
            stored.put(append.message().id(), append.message());
        }
    }

    /** Every message is, octet for octet, what was sent. */
    private void compareContents(Connection connection, Map<String, TestMessage> stored) throws SQLException {
        try (PreparedStatement contents =
                        connection.prepareStatement("SELECT id, head, message_id FROM content ORDER BY id");
                PreparedStatement chunks =
                        connection.prepareStatement("SELECT data FROM content_chunk WHERE content_id = ? ORDER BY n");
                ResultSet content = contents.executeQuery()) {
            while (content.next()) {
                TestMessage message = stored.get(content.getString(3));
                if (message != null && read.add(message.id())) {
                    byte[] head = content.getBytes(2);
                    java.io.ByteArrayOutputStream octets = new java.io.ByteArrayOutputStream();
                    octets.writeBytes(head);
                    chunks.setLong(1, content.getLong(1));
                    try (ResultSet chunk = chunks.executeQuery()) {
                        while (chunk.next()) {
                            octets.writeBytes(chunk.getBytes(1));
                        }
                    }
                    boolean delivered =
                            new String(head, 0, 6, java.nio.charset.StandardCharsets.US_ASCII).equals("Return");
                    assertThat(octets.toByteArray()).isEqualTo(message.stored(delivered));
                }
            }
        }
    }
}
