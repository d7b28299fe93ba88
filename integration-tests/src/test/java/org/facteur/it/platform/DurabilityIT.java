package org.facteur.it.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityIT {
    private static final String ALICE = "alice@example.test";
    private static final String BOB = "bob@example.test";
    private static final String PASSWORD = "post-office-1";

    @TempDir
    private Path folder;

    @Test
    void noAcknowledgedMessageIsLostWhenTheServerIsKilled() throws Exception {
        try (FacteurServer server = FacteurServer.start(folder)) {
            server.admin().createDomain("example.test");
            server.admin().createAccount("alice@example.test", "post-office-1");
            MailClient alice = new MailClient(server.ports(), "alice@example.test", "post-office-1");
            List<String> acknowledged = new ArrayList<>();

            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 20; i++) {
                    String subject = "message " + round + "." + i;
                    alice.relay("alice@example.test", subject, "Kept.");
                    acknowledged.add(subject);
                }
                server.kill();
                server.startAgain();

                assertThat(alice.subjectsByImap()).containsExactlyElementsOf(acknowledged);
            }
        }
    }

    @Test
    void everyAcknowledgedChangeIsThereOnceAfterKillsUnderLoad() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (FacteurServer server = FacteurServer.start(folder)) {
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            server.admin().createAccount(BOB, PASSWORD);
            KilledClients clients = new KilledClients();

            for (int round = 0; round < 3; round++) {
                Thread changes = new Thread(() -> clients.change(server, ALICE, PASSWORD));
                Thread deliveries = new Thread(() -> clients.deliver(server, BOB));
                changes.start();
                deliveries.start();
                int moment = clients.acknowledged() + 20 + random.nextInt(200);
                await("load").atMost(FacteurServer.LIMIT).until(() -> clients.acknowledged() >= moment);
                LockSupport.parkNanos(random.nextInt(5_000_000));
                server.kill();
                changes.join();
                deliveries.join();
                server.startAgain();

                Map<String, String> places = KilledClients.places(server, ALICE, PASSWORD);
                assertThat(places).as("round %d, seed %d", round, seed).isEqualTo(clients.expectedPlaces(places));
                List<String> subjects = new MailClient(server.ports(), BOB, PASSWORD).subjectsByImap();
                assertThat(subjects)
                        .as("round %d, seed %d", round, seed)
                        .containsExactlyElementsOf(clients.expectedDeliveries(subjects));
            }
        }
    }
}
