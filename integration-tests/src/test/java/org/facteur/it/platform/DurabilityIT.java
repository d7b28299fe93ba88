package org.facteur.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityIT {
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
}
