package org.facteur.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.mailstore.harness.PostgresCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseLostIT {
    private static final String ALICE = "alice@example.test";
    private static final String BOB = "bob@example.test";
    private static final String PASSWORD = "post-office-1";
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void everyProtocolSaysTryAgainAndServesAgainWhenTheDatabaseIsBack() throws Exception {
        PostgresCluster database = PostgresCluster.start();
        Map<String, String> environment = Map.of(
                "FACTEUR_DB_CLASS", "org.postgresql.ds.PGSimpleDataSource",
                "FACTEUR_DB_URL", database.createDatabaseUrl(),
                "FACTEUR_DB_USER", database.user());
        try (FacteurServer server = FacteurServer.start(folder, environment)) {
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            server.admin().createAccount(BOB, PASSWORD);
            MailClient alice = new MailClient(server.ports(), ALICE, PASSWORD);
            alice.relay(ALICE, "before", "Hello.");
            alice.relay(BOB, "before", "Hello.");

            try (LineClient sending = greeted(server);
                    LineClient atData = atData(server);
                    LineClient imap = selected(server);
                    LineClient idle = selected(server);
                    LineClient pop3 = transaction(server)) {
                assertThat(idle.ask("c IDLE")).startsWith("+ ");

                database.stop();

                await("unreadiness")
                        .atMost(RECOVERY)
                        .until(() -> !server.admin().isReady());
                assertThat(sending.ask("MAIL FROM:<sender@remote.example>")).startsWith("250 2.1.0");
                assertThat(sending.ask("RCPT TO:<" + ALICE + ">")).startsWith("451 4.3.0");
                assertThat(atData.say("Subject: refused\r\n").ask(".")).startsWith("451 4.3.0");
                assertThat(imap.ask("c FETCH 1 BODY.PEEK[]")).startsWith("c NO [UNAVAILABLE]");
                assertThat(imap.ask("d SELECT Trash")).startsWith("d NO [UNAVAILABLE]");
                assertThat(pop3.ask("RETR 1")).startsWith("-ERR [SYS/TEMP]");
                assertThat(loginByImap(server)).startsWith("a NO [UNAVAILABLE]");
                assertThat(loginByPop3(server)).startsWith("-ERR [SYS/TEMP]");
                assertThat(server.log().lines()).noneMatch(line -> line.startsWith("\tat "));

                database.resume();

                await("readiness").atMost(RECOVERY).until(() -> server.admin().isReady());
                assertThat(sending.ask("RCPT TO:<" + ALICE + ">")).startsWith("250 2.1.5");
                assertThat(sending.ask("DATA")).startsWith("354");
                assertThat(sending.say("Subject: after\r\n").ask(".")).startsWith("250 2.0.0");
                assertThat(idle.line()).isEqualTo("* 2 EXISTS");
                idle.say("DONE");
                assertThat(idle.lineBeginning("c ")).startsWith("c OK");
                imap.say("e SELECT INBOX");
                assertThat(imap.lineBeginning("e ")).startsWith("e OK");
                imap.say("f FETCH 1:2 BODY.PEEK[HEADER.FIELDS (SUBJECT)]");
                assertThat(imap.lineBeginning("f ")).startsWith("f OK");
            }
            assertThat(alice.subjectsByImap()).containsExactly("before", "after");
            assertThat(alice.subjectsByPop3()).containsExactly("before", "after");
            assertThat(new MailClient(server.ports(), BOB, PASSWORD).subjectsByPop3())
                    .containsExactly("before");
            assertThat(server.log().lines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    @Test
    void whatWasAcknowledgedIsThereOnceAfterARestartOfTheDatabaseUnderLoad() throws Exception {
        PostgresCluster database = PostgresCluster.start();
        Map<String, String> environment = Map.of(
                "FACTEUR_DB_CLASS", "org.postgresql.ds.PGSimpleDataSource",
                "FACTEUR_DB_URL", database.createDatabaseUrl(),
                "FACTEUR_DB_USER", database.user());
        try (FacteurServer server = FacteurServer.start(folder, environment)) {
            server.admin().createDomain("example.test");
            server.admin().createAccount(ALICE, PASSWORD);
            List<Sender> senders =
                    IntStream.range(0, 4).mapToObj(i -> new Sender(server, i)).toList();
            senders.forEach(Sender::start);
            await("load").atMost(RECOVERY).until(() -> senders.stream().allMatch(each -> each.accepted.size() > 20));

            database.stop();
            await("refusals").atMost(RECOVERY).until(() -> senders.stream().allMatch(each -> !each.deferred.isEmpty()));
            database.resume();
            int[] before =
                    senders.stream().mapToInt(each -> each.accepted.size()).toArray();
            await("service")
                    .atMost(RECOVERY)
                    .until(() -> IntStream.range(0, senders.size())
                            .allMatch(i -> senders.get(i).accepted.size() > before[i] + 20));

            senders.forEach(each -> each.isDone = true);
            for (Sender sender : senders) {
                sender.join();
                assertThat(sender.failure).isNull();
            }
            List<String> there = new MailClient(server.ports(), ALICE, PASSWORD).subjectsByImap();
            assertThat(there).doesNotHaveDuplicates();
            List<String> deferred =
                    senders.stream().flatMap(each -> each.deferred.stream()).toList();
            assertThat(there.stream().filter(subject -> !deferred.contains(subject)))
                    .as("A commit whose outcome nobody knows was answered with 451, and may be there")
                    .containsExactlyInAnyOrderElementsOf(senders.stream()
                            .flatMap(each -> each.accepted.stream())
                            .toList());
        }
    }

    /** Sends one message after the other over one connection, each once. */
    private static final class Sender extends Thread {
        private final FacteurServer server;
        private final int number;
        private final List<String> accepted = new CopyOnWriteArrayList<>();
        private final List<String> deferred = new CopyOnWriteArrayList<>();
        private volatile boolean isDone;
        private volatile @Nullable Throwable failure;

        private Sender(FacteurServer server, int number) {
            this.server = server;
            this.number = number;
        }

        @Override
        public void run() {
            try (LineClient smtp = greeted(server)) {
                for (int i = 0; !isDone; i++) {
                    String subject = "message " + number + "." + i;
                    String answer = send(smtp, subject);
                    if (answer.startsWith("250")) {
                        accepted.add(subject);
                    } else {
                        assertThat(answer).startsWith("451 4.3.0");
                        deferred.add(subject);
                    }
                }
            } catch (IOException | AssertionError e) {
                failure = e;
            }
        }

        private static String send(LineClient smtp, String subject) throws IOException {
            assertThat(smtp.ask("RSET")).startsWith("250");
            for (String command : List.of("MAIL FROM:<sender@remote.example>", "RCPT TO:<" + ALICE + ">", "DATA")) {
                String answer = smtp.ask(command);
                if (!answer.startsWith("250") && !answer.startsWith("354")) {
                    return answer;
                }
            }
            return smtp.say("Subject: " + subject + "\r\n\r\nHello.").ask(".");
        }
    }

    private static LineClient greeted(FacteurServer server) throws IOException {
        LineClient smtp = LineClient.connect(server, Listener.SMTP);
        smtp.say("EHLO client.example");
        smtp.lineBeginning("250 ");
        return smtp;
    }

    private static LineClient atData(FacteurServer server) throws IOException {
        LineClient smtp = greeted(server);
        assertThat(smtp.ask("MAIL FROM:<sender@remote.example>")).startsWith("250");
        assertThat(smtp.ask("RCPT TO:<" + ALICE + ">")).startsWith("250");
        assertThat(smtp.ask("DATA")).startsWith("354");
        return smtp;
    }

    private static LineClient selected(FacteurServer server) throws IOException {
        LineClient imap = LineClient.connect(server, Listener.IMAPS);
        imap.say("a LOGIN " + ALICE + " " + PASSWORD);
        assertThat(imap.lineBeginning("a ")).startsWith("a OK");
        imap.say("b SELECT INBOX");
        assertThat(imap.lineBeginning("b ")).startsWith("b OK");
        return imap;
    }

    /** Of Bob, whose maildrop nobody else wants. */
    private static LineClient transaction(FacteurServer server) throws IOException {
        LineClient pop3 = LineClient.connect(server, Listener.POP3S);
        pop3.line();
        pop3.ask("USER " + BOB);
        assertThat(pop3.ask("PASS " + PASSWORD)).startsWith("+OK");
        return pop3;
    }

    private static String loginByImap(FacteurServer server) throws IOException {
        try (LineClient imap = LineClient.connect(server, Listener.IMAP)) {
            return imap.say("a LOGIN " + ALICE + " " + PASSWORD).lineBeginning("a ");
        }
    }

    private static String loginByPop3(FacteurServer server) throws IOException {
        try (LineClient pop3 = LineClient.connect(server, Listener.POP3)) {
            pop3.line();
            pop3.ask("USER " + ALICE);
            return pop3.ask("PASS " + PASSWORD);
        }
    }
}
