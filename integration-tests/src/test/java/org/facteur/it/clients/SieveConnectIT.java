package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.facteur.it.clients.Command.Outcome;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A script on its way from a file to the mailbox that it sorts into, by sieve-connect, SMTP and IMAP. */
@ExtendWith(SharedServer.class)
class SieveConnectIT {

    /** The program takes a password from an open file. */
    private static final String WITH_PASSWORD =
            "password=$1; shift; exec sieve-connect --passwordfd 3 \"$@\" 3<<<\"$password\"";

    @TempDir
    Path folder;

    private final FacteurServer server;
    private final String alice;

    SieveConnectIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "sieve");
    }

    private Outcome sieveConnect(String... action) {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                WITH_PASSWORD,
                "sieve-connect",
                SharedServer.PASSWORD,
                "--server",
                "127.0.0.1",
                "--port",
                Integer.toString(server.port(Listener.SIEVE)),
                "--user",
                alice,
                "--authmech",
                "PLAIN",
                // the certificate is the one that the server made for itself
                "--notlsverify"));
        command.addAll(List.of(action));
        return Command.run(command);
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("script.sieve"), text);
    }

    private MailClient mail() {
        return new MailClient(server.ports(), alice, SharedServer.PASSWORD);
    }

    @Test
    void aMessageIsWhereTheScriptOfItsRecipientPutsIt() throws Exception {
        String script = script("""
                        require ["fileinto", "mailbox"];
                        if header :contains "subject" "for the list" {
                            fileinto :create "Lists/dev";
                        }
                        """).toString();
        sieveConnect("--upload", "--localsieve", script, "--remotesieve", "sorting")
                .orFail();
        mail().relay(alice, "for the list, too early", "text");
        sieveConnect("--activate", "--remotesieve", "sorting").orFail();
        assertThat(sieveConnect("--list").orFail().output()).contains("\"sorting\" ACTIVE");

        mail().relay(alice, "for the list", "text");
        mail().relay(alice, "for me", "text");

        assertThat(mail().subjectsByImap("Lists/dev")).containsExactly("for the list");
        assertThat(mail().subjectsByImap()).containsExactly("for the list, too early", "for me");
        sieveConnect("--deactivate").orFail();
        mail().relay(alice, "for the list, too late", "text");
        assertThat(mail().subjectsByImap()).hasSize(3);
    }

    @Test
    void whatIsWrongIsToldAndNotKept() throws Exception {
        Outcome outcome = sieveConnect(
                "--upload", "--localsieve", script("keep;\nunheardof;\n").toString(), "--remotesieve", "wrong");

        assertThat(outcome.output()).contains("line 2: There is no command 'unheardof'");
        assertThat(sieveConnect("--list").orFail().output()).doesNotContain("wrong");
    }

    @Test
    void aScriptComesBackAsItWas() throws Exception {
        String text = "# h\u00e9llo\nkeep;\n";
        sieveConnect("--upload", "--localsieve", script(text).toString(), "--remotesieve", "same")
                .orFail();
        Path copy = folder.resolve("copy.sieve");
        sieveConnect("--download", "--remotesieve", "same", "--localsieve", copy.toString())
                .orFail();
        assertThat(Files.readString(copy)).isEqualToNormalizingNewlines(text);
    }
}
