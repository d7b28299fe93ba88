package org.facteur.it.model;

import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.facteur.wire.model.MailboxModel;
import org.facteur.wire.transcript.SocketWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sessions by TCP on the real store: every answer is what the model predicts. {@code -Dfacteur.model.seeds=100} plays that many
 * runs.
 */
@ExtendWith(SharedServer.class)
class MailboxModelIT {

    private static final int SESSIONS = 8;
    private static final int COMMANDS = 1_000;

    @Test
    void everyAnswerIsPredicted(FacteurServer server) throws Exception {
        long first = Long.getLong("facteur.model.first", 1);
        for (long seed = first; seed < first + Long.getLong("facteur.model.seeds", 2); seed++) {
            String user = SharedServer.newAccount(server, "model");
            try (MailboxModel model = new MailboxModel(seed)) {
                for (int i = 0; i < SESSIONS; i++) {
                    model.connect(
                            SocketWire.connect("127.0.0.1", server.port(Listener.IMAP)), user, SharedServer.PASSWORD);
                }
                model.play(COMMANDS);
            }
        }
    }
}
