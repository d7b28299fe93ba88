package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.facteur.it.clients.Command.Outcome;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** curl as a client of all three protocols, in plaintext on the loopback interface, with STARTTLS and with TLS. */
@ExtendWith(SharedServer.class)
class CurlIT {

    private static final String MESSAGE =
            "From: curl@elsewhere.example\r\nSubject: by curl\r\n\r\n.hidden\r\nlast line\r\n";

    @TempDir
    private Path folder;

    private final FacteurServer server;
    private final String alice;

    CurlIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "curl");
    }

    private Outcome curl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-S", "-k", "--max-time", "60"));
        command.addAll(List.of(arguments));
        return Command.run(command);
    }

    private Outcome curlAsAlice(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--user", alice + ":" + SharedServer.PASSWORD));
        all.addAll(List.of(arguments));
        return curl(all.toArray(String[]::new));
    }

    private String url(String scheme, Listener listener, String path) {
        return scheme + "://127.0.0.1:" + server.port(listener) + path;
    }

    private void deliver() throws Exception {
        Path file = Files.writeString(folder.resolve("message.eml"), MESSAGE);
        curl(
                        url("smtp", Listener.SMTP, "/client.example"),
                        "--mail-from",
                        "curl@elsewhere.example",
                        "--mail-rcpt",
                        alice,
                        "--upload-file",
                        file.toString())
                .orFail();
    }

    @Test
    void readsByImapWhatItSentBySmtp() throws Exception {
        deliver();
        assertThat(curlAsAlice(url("imap", Listener.IMAP, "/INBOX;MAILINDEX=1"))
                        .orFail()
                        .output())
                .endsWith(MESSAGE)
                .contains("Return-Path: <curl@elsewhere.example>\r\n", "Received: from ");
    }

    @Test
    void readsTheSameWithStartTlsAndWithTls() throws Exception {
        deliver();
        String plain = curlAsAlice(url("imap", Listener.IMAP, "/INBOX;MAILINDEX=1"))
                .orFail()
                .output();
        assertThat(curlAsAlice("--ssl-reqd", url("imap", Listener.IMAP, "/INBOX;MAILINDEX=1"))
                        .orFail()
                        .output())
                .isEqualTo(plain);
        assertThat(curlAsAlice(url("imaps", Listener.IMAPS, "/INBOX;MAILINDEX=1"))
                        .orFail()
                        .output())
                .isEqualTo(plain);
        assertThat(curlAsAlice(url("pop3", Listener.POP3, "/1")).orFail().output())
                .isEqualTo(plain);
        assertThat(curlAsAlice("--ssl-reqd", url("pop3", Listener.POP3, "/1"))
                        .orFail()
                        .output())
                .isEqualTo(plain);
        assertThat(curlAsAlice(url("pop3s", Listener.POP3S, "/1")).orFail().output())
                .isEqualTo(plain);
    }

    @Test
    void submitsWithAPassword() throws Exception {
        Path file = Files.writeString(folder.resolve("message.eml"), MESSAGE);
        curlAsAlice(
                        "--ssl-reqd",
                        url("smtp", Listener.SUBMISSION, "/client.example"),
                        "--mail-from",
                        alice,
                        "--mail-rcpt",
                        alice,
                        "--upload-file",
                        file.toString())
                .orFail();
        assertThat(curlAsAlice(url("imap", Listener.IMAP, "/INBOX?SUBJECT%20%22by%20curl%22"))
                        .orFail()
                        .output())
                .contains("* SEARCH 1");
    }

    @Test
    void listsTheMailboxesOfANewAccount() {
        assertThat(curlAsAlice(url("imap", Listener.IMAP, "/")).orFail().output())
                .contains("\"/\" INBOX", "\\Drafts", "\\Sent", "\\Junk", "\\Trash", "\\Archive");
    }

    @Test
    void appendsAndDeletes() throws Exception {
        Path file = Files.writeString(folder.resolve("draft.eml"), MESSAGE);
        curlAsAlice(url("imap", Listener.IMAP, "/Drafts"), "--upload-file", file.toString())
                .orFail();
        assertThat(curlAsAlice(url("imap", Listener.IMAP, "/Drafts;MAILINDEX=1"))
                        .orFail()
                        .output())
                .isEqualTo(MESSAGE);
        curlAsAlice(url("imap", Listener.IMAP, "/Drafts"), "-X", "STORE 1 +FLAGS \\Deleted")
                .orFail();
        curlAsAlice(url("imap", Listener.IMAP, "/Drafts"), "-X", "EXPUNGE").orFail();
        assertThat(curlAsAlice(url("imap", Listener.IMAP, "/"), "-X", "STATUS Drafts (MESSAGES)")
                        .orFail()
                        .output())
                .contains("(MESSAGES 0)");
    }

    @Test
    void listsAndDeletesByPop3() throws Exception {
        deliver();
        deliver();
        assertThat(curlAsAlice(url("pop3", Listener.POP3, "/"))
                        .orFail()
                        .output()
                        .lines())
                .hasSize(2);
        curlAsAlice(url("pop3", Listener.POP3, "/1"), "-X", "DELE", "-I").orFail();
        assertThat(curlAsAlice(url("pop3", Listener.POP3, "/"))
                        .orFail()
                        .output()
                        .lines())
                .hasSize(1);
    }

    @Test
    void aWrongPasswordIsRefusedEverywhere() {
        for (String url : List.of(url("imap", Listener.IMAP, "/"), url("pop3", Listener.POP3, "/"))) {
            assertThat(curl("--user", alice + ":wrong", url).status()).isEqualTo(67);
        }
    }
}
