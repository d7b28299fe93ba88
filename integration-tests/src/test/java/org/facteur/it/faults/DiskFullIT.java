package org.facteur.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the embedded database cannot grow any more, as on a full disk, and then can again. */
class DiskFullIT {
    private static final String ALICE = "alice@example.test";
    private static final String BOB = "bob@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration RECOVERY = Duration.ofSeconds(60);
    private static final int ENOUGH = 200;

    @TempDir
    private Path folder;

    @Test
    void everyProtocolSaysTryAgainAndServesAgainWhenThereIsRoom() throws Exception {
        try (FacteurServer server = FacteurServer.start(folder)) {
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            server.admin().createAccount(BOB, PASSWORD);
            List<String> acknowledged = new ArrayList<>(List.of("before"));
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);
            alice.relay(ALICE, "before", "Hello.");

            limitFiles(server, Long.toString(Files.size(server.dataFolder().resolve("db/facteur.mv.db"))));
            fill(server, acknowledged);
            assertThat(append(server)).contains(" NO [UNAVAILABLE]");
            assertThat(loginByPop3(server)).startsWith("-ERR [SYS/TEMP]");

            limitFiles(server, "unlimited");
            await("room").atMost(RECOVERY).until(() -> deliver(server, "after").startsWith("250"));
            acknowledged.add("after");
            assertThat(append(server)).startsWith("b OK");
            assertThat(alice.subjectsByImap()).containsExactlyElementsOf(acknowledged);
            assertThat(new MailClient(server.ports(), BOB, PASSWORD).subjectsByPop3())
                    .containsExactly("appended");
        }
    }

    private static void fill(FacteurServer server, List<String> acknowledged) throws IOException {
        for (int i = 0; i < ENOUGH; i++) {
            String answer = deliver(server, "filling " + i);
            if (!answer.startsWith("250")) {
                assertThat(answer).containsPattern("^45[12] 4\\.3\\.");
                return;
            }
            acknowledged.add("filling " + i);
        }
        throw new AssertionError("The file has room for everything");
    }

    /** The answer to the first command that is refused, or to the message. */
    private static String deliver(FacteurServer server, String subject) throws IOException {
        try (LineClient smtp = LineClient.connect(server, Listener.SMTP)) {
            smtp.say("EHLO client.example");
            smtp.lineBeginning("250 ");
            for (String command : List.of("MAIL FROM:<sender@remote.example>", "RCPT TO:<" + ALICE + ">", "DATA")) {
                String answer = smtp.ask(command);
                if (answer.startsWith("4")) {
                    return answer;
                }
            }
            return smtp.say("Subject: " + subject + "\r\n\r\n" + "A line that takes room.\r\n".repeat(8_000))
                    .ask(".");
        }
    }

    /** The answer to the login if it is refused, or to the message. */
    private static String append(FacteurServer server) throws IOException {
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + BOB + " " + PASSWORD);
            String login = imap.lineBeginning("a ");
            if (!login.startsWith("a OK")) {
                return login;
            }
            String message = "Subject: appended\r\n\r\nHello.\r\n";
            return imap.say("b APPEND INBOX {" + message.length() + "+}\r\n" + message)
                    .lineBeginning("b ");
        }
    }

    /** Which locks the maildrop, if it can. */
    private static String loginByPop3(FacteurServer server) throws IOException {
        try (LineClient pop3 = LineClient.connect(server, Listener.POP3S)) {
            pop3.line();
            pop3.ask("USER " + ALICE);
            return pop3.ask("PASS " + PASSWORD);
        }
    }

    /** No file that the server writes may become larger. */
    private static void limitFiles(FacteurServer server, String octets) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(server.pid()), "--fsize=" + octets + ":unlimited")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }
}
