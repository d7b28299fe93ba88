package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** imapflow, on which web mail programs stand: push, structures, flags, search, MOVE, names beyond ASCII. */
@ExtendWith(SharedServer.class)
class ImapFlowIT {

    private static final NpmPackage IMAPFLOW = new NpmPackage("imapflow", "1.7.8");

    @BeforeAll
    static void install() {
        IMAPFLOW.install();
    }

    @Test
    void doesWhatAWebMailDoes(FacteurServer server) {
        String alice = SharedServer.newAccount(server, "imapflow");
        String said = Command.run(
                        "env",
                        "IMAPFLOW=" + NpmPackage.MODULES,
                        "node",
                        Path.of("src/test/resources/clients/imapflow.mjs").toString(),
                        String.valueOf(server.port(Listener.IMAPS)),
                        alice,
                        SharedServer.PASSWORD)
                .orFail()
                .output();
        assertThat(said)
                .contains("\"created\":true")
                .contains("\"pushed\":1")
                .contains("\"sameUid\":true")
                .contains("\"flags\":[\"\\\\Flagged\"]")
                .contains("\"text\":\"A text.\\r\\n\"")
                .contains("\"type\":\"text/plain\"")
                .contains("\"date\":\"1970-01-01T00:00:00.000Z\"")
                .contains("\"found\":[1]")
                .contains("\"moved\":1,\"left\":0,\"there\":1");
    }
}
