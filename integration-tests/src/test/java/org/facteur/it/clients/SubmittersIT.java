package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs that submit mail: msmtp as sendmail, nodemailer as web applications use it. */
@ExtendWith(SharedServer.class)
class SubmittersIT {

    private static final NpmPackage NODEMAILER = new NpmPackage("nodemailer", "7.0.10");

    private final FacteurServer server;
    private final String alice;
    private final String bob;

    SubmittersIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "submitter");
        this.bob = SharedServer.newAccount(server, "submitter");
    }

    @Test
    void msmtpSubmitsWhatLacksFieldsAndNamesBlindCopies() throws Exception {
        Command.run(
                        "sh",
                        "-c",
                        "printf 'From: %s\\n"
                                + "To: %s\\n"
                                + "Subject: by msmtp\\n"
                                + "Bcc: hidden@example.test\\n"
                                + "\\n"
                                + "Hello\\n"
                                + ".\\n"
                                + "' \"$1\" \"$2\" | msmtp --host=127.0.0.1 --port=\"$3\" --tls=on --tls-starttls=on"
                                + " --tls-certcheck=off --auth=plain --user=\"$1\" --passwordeval=\"echo $4\""
                                + " --from=\"$1\" --set-date-header=off --set-msgid-header=off --remove-bcc-headers=off"
                                + " \"$2\"",
                        "sh",
                        alice,
                        bob,
                        String.valueOf(server.port(Listener.SUBMISSION)),
                        SharedServer.PASSWORD)
                .orFail();
        assertThat(source(1))
                .contains("\r\nSubject: by msmtp\r\nDate: ")
                .contains("\r\nMessage-ID: <")
                .endsWith("\r\n\r\nHello\r\n.\r\n")
                .doesNotContain("hidden");
    }

    @Test
    void nodemailerSubmits() throws Exception {
        NODEMAILER.install();
        String carol = SharedServer.newAccount(server, "submitter");
        String said = Command.run(
                        "env",
                        "NODEMAILER=" + NpmPackage.MODULES,
                        "node",
                        Path.of("src/test/resources/clients/nodemailer.mjs").toString(),
                        String.valueOf(server.port(Listener.SUBMISSIONS)),
                        alice,
                        SharedServer.PASSWORD,
                        bob,
                        carol)
                .orFail()
                .output();
        assertThat(said)
                .contains("\"verified\":true")
                .contains("\"accepted\":2")
                .contains("\"response\":\"250 2.0.0 ")
                .contains("\"raw\":\"250 2.0.0 ")
                .contains("\"refused\":550")
                .doesNotContain("\"utf8\":553");
        assertThat(source(1)).doesNotContain(carol);
        assertThat(source(2))
                .contains("\r\nDate: ")
                .contains("\r\nMessage-ID: <")
                .endsWith("\r\n\r\n.\r\n..\r\nend\r\n")
                .doesNotContain(carol)
                .doesNotContain("secret");
        assertThat(new MailClient(server.ports(), carol, SharedServer.PASSWORD).subjectsByImap())
                .isEqualTo(List.of("Gr\u00fc\u00dfe"));
    }

    /** The octets of a message of {@link #bob}. */
    private String source(int number) {
        return Command.run(
                        "curl",
                        "--silent",
                        "--show-error",
                        "--insecure",
                        "--user",
                        bob + ":" + SharedServer.PASSWORD,
                        "imaps://127.0.0.1:" + server.port(Listener.IMAPS) + "/INBOX;MAILINDEX=" + number)
                .orFail()
                .output();
    }
}
