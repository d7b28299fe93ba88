package org.facteur.it.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the executable jar, against a server in another process. */
class MaintenanceIT {

    private static final String ALICE = "alice@example.test";
    private static final String BOB = "bob@example.test";
    private static final String PASSWORD = "post-office-1";

    @TempDir
    private Path folder;

    private record Outcome(int status, String output) {}

    /** Runs a command for a server, or for the data folder that a later server will have. */
    private Outcome facteur(Path data, int httpPort, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                String.valueOf(System.getProperty("facteur.jar"))));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "command", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("FACTEUR_"));
        builder.environment()
                .putAll(Map.of("FACTEUR_DATA_DIR", data.toString(), "FACTEUR_HTTP_PORT", Integer.toString(httpPort)));
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    private Outcome facteur(FacteurServer server, String... arguments) throws Exception {
        return facteur(server.dataFolder(), server.port(Listener.HTTP), arguments);
    }

    @Test
    void aBackupTakenWhileMailComesInBecomesAServerWithAllThatWasAcknowledgedBefore() throws Exception {
        Path archive = folder.resolve("all.zip");
        List<String> before;
        try (FacteurServer server = FacteurServer.start(folder.resolve("first"))) {
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);
            List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());
            AtomicBoolean running = new AtomicBoolean(true);
            ExecutorService sender = Executors.newSingleThreadExecutor();
            try {
                Future<?> load = sender.submit(() -> {
                    for (int i = 0; running.get(); i++) {
                        alice.relay(ALICE, "message " + i, "Kept.");
                        acknowledged.add("message " + i);
                    }
                    return null;
                });
                await("some mail").until(() -> acknowledged.size() >= 20 || load.isDone());
                before = List.copyOf(acknowledged);

                Outcome backup = facteur(server, "backup", archive.toString());

                assertThat(backup)
                        .as(backup.output())
                        .extracting(Outcome::status)
                        .isEqualTo(0);
                running.set(false);
                load.get();
            } finally {
                running.set(false);
                sender.shutdownNow();
            }
            Outcome again = facteur(server, "backup", archive.toString());
            assertThat(again.status()).isEqualTo(1);
            assertThat(again.output()).contains("is there already");
            Outcome check = facteur(server, "check");
            assertThat(check).isEqualTo(new Outcome(0, check.output()));
            assertThat(check.output()).endsWith("The store is whole.\n");
            Outcome busy = facteur(server, "restore", archive.toString());
            assertThat(busy.output()).contains("Another Facteur uses the data folder");
        }

        Path second = folder.resolve("second");
        Outcome restore = facteur(second.resolve("data"), 1, "restore", archive.toString());
        assertThat(restore).as(restore.output()).extracting(Outcome::status).isEqualTo(0);
        Outcome filled = facteur(second.resolve("data"), 1, "restore", archive.toString());
        assertThat(filled.status()).isEqualTo(1);
        assertThat(filled.output()).contains("The store is not empty");

        try (FacteurServer server = FacteurServer.start(second)) {
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);
            assertThat(alice.subjectsByImap()).containsAll(before);
            alice.relay(ALICE, "after the restore", "Kept.");
            assertThat(alice.subjectsByPop3()).contains("after the restore");
            assertThat(facteur(server, "check").status()).isZero();
        }
    }

    @Test
    void allMailOfAnAccountIsCarriedToAnother() throws Exception {
        Path data = Files.createDirectories(folder.resolve("server").resolve("data"));
        Files.writeString(data.resolve("import-123.tmp"), "of an import that a crash has interrupted");
        try (FacteurServer server = FacteurServer.start(folder.resolve("server"))) {
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            server.admin().createAccount(BOB, PASSWORD);
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);
            alice.relay(ALICE, "one", "First.");
            alice.relay(ALICE, "two", "From here\r\nto there.");
            for (String option : List.of("--mbox", "")) {
                Path archive = folder.resolve("alice" + option + ".zip");
                List<String> export = new ArrayList<>(List.of("export", ALICE, archive.toString(), option));
                export.remove("");

                Outcome exported = facteur(server, export.toArray(String[]::new));
                Outcome imported = facteur(server, "import", BOB, archive.toString());

                assertThat(exported.status()).as(exported.output()).isZero();
                assertThat(imported.status()).as(imported.output()).isZero();
                assertThat(imported.output()).contains("2 messages are in the account");
            }
            assertThat(new MailClient(server.ports(), BOB, PASSWORD).subjectsByImap())
                    .containsExactly("one", "two", "one", "two");
            assertThat(server.dataFolder()).isDirectoryNotContaining("glob:**import-*");

            assertThat(facteur(server, "export", "nobody@example.test").output())
                    .isEqualTo("facteur: There is no account of this address.\n");
            assertThat(facteur(server, "check", "now").status()).isEqualTo(2);
        }
    }

    @Test
    void withoutAServerACommandSaysSo() throws Exception {
        Outcome outcome = facteur(folder.resolve("nowhere"), Ports.free().of(Listener.HTTP), "check");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).startsWith("facteur: No server has run with the data folder ");
    }

    @Test
    void theKeyOfTheDataFolderIsForItsOwnerAlone() throws IOException {
        try (FacteurServer server = FacteurServer.start(folder.resolve("server"))) {
            Path key = server.dataFolder().resolve("maintenance.key");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
        }
    }
}
