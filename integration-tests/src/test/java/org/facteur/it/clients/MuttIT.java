package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Mutt, whose keys are pressed by a script, on a terminal that nobody sees. */
@ExtendWith(SharedServer.class)
class MuttIT {

    @TempDir
    private Path folder;

    private final FacteurServer server;
    private final String alice;
    private final MailClient mail;

    MuttIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "mutt");
        this.mail = new MailClient(server.ports(), alice, SharedServer.PASSWORD);
    }

    @BeforeEach
    void threeMessages() throws Exception {
        for (String subject : List.of("one", "two", "three")) {
            mail.submit(alice, subject, "Text of " + subject + "\r\n");
        }
        assertThat(mail.subjectsByImap()).hasSize(3);
    }

    private void press(String keys) throws IOException {
        Path configuration = Files.createFile(
                folder.resolve("muttrc"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(configuration, """
            set folder = "imaps://127.0.0.1:%d/"
            set spoolfile = "+INBOX"
            set imap_user = "%s"
            set imap_pass = "%s"
            set certificate_file = "%s"
            set ssl_verify_host = no
            set ssl_force_tls = yes
            set tmpdir = "%s"
            set history_file = ""
            set sleep_time = 0
            set wait_key = no
            set confirmappend = no
            set confirmcreate = no
            set delete = yes
            set quit = yes
            set pager_stop = yes
            set sort = mailbox-order
            push "%s"
            """.formatted(
                        server.port(Listener.IMAPS),
                        alice,
                        SharedServer.PASSWORD,
                        server.dataFolder().resolve("tls/server.crt"),
                        folder,
                        keys));
        Command.run(
                        "env",
                        "HOME=" + folder,
                        "TERM=xterm",
                        "LC_ALL=C.UTF-8",
                        "script",
                        "--quiet",
                        "--return",
                        "--command",
                        "mutt -F " + configuration,
                        folder.resolve("terminal").toString())
                .orFail();
    }

    private List<String> found(String mailbox, String search) throws IOException {
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + alice + " \"" + SharedServer.PASSWORD + "\"").lineBeginning("a OK");
            imap.say("b EXAMINE " + mailbox).lineBeginning("b OK");
            imap.say("c SEARCH " + search);
            String line = imap.lineBeginning("* SEARCH");
            return Arrays.stream(line.split(" ")).skip(2).toList();
        }
    }

    /** It reads a message, finds another by its text on the server and marks it, and files a third. */
    @Test
    void muttReadsFindsMarksAndFiles() throws Exception {
        press("<first-entry><display-message><exit>"
                + "<limit>=b \\\"Text of two\\\"<enter><first-entry><flag-message><limit>~A<enter>"
                + "<first-entry><search>~s three<enter><save-message>+Archive<enter>"
                + "<quit>");

        assertThat(found("INBOX", "SEEN")).containsExactly("1");
        assertThat(found("INBOX", "FLAGGED SUBJECT two")).containsExactly("2");
        assertThat(mail.subjectsByImap()).containsExactlyInAnyOrder("one", "two");
        assertThat(found("Archive", "SUBJECT three")).containsExactly("1");
    }
}
