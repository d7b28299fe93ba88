package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.MailClient;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs that fetch or mirror the mail of an account, each doing what it is for. */
@ExtendWith(SharedServer.class)
class FetchersIT {

    private static final List<String> SUBJECTS = List.of("one", "two", "three");

    private static final String NOBODY = "nobody";

    @TempDir
    private Path folder;

    private final FacteurServer server;
    private final String alice;
    private final MailClient mail;

    FetchersIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "fetch");
        this.mail = new MailClient(server.ports(), alice, SharedServer.PASSWORD);
    }

    @BeforeEach
    void threeMessages() throws Exception {
        for (String subject : SUBJECTS) {
            mail.submit(alice, subject, "Text of " + subject + "\r\n");
        }
        assertThat(mail.subjectsByImap()).hasSize(SUBJECTS.size());
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static List<String> subjects(Path maildir) throws IOException {
        try (Stream<Path> files = Files.walk(maildir)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.getParent().endsWith("new") || file.getParent().endsWith("cur"))
                    .map(FetchersIT::subject)
                    .toList();
        }
    }

    private static String subject(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("Subject: "))
                    .findFirst()
                    .orElse("")
                    .substring("Subject: ".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path certificate() {
        return server.dataFolder().resolve("tls/server.crt");
    }

    /** It takes what is new, and removes it on the server. */
    @Test
    void fetchmailEmptiesTheMailbox() throws Exception {
        Path inbox = folder.resolve("inbox");
        Path configuration =
                secret("fetchmailrc", """
                poll 127.0.0.1 protocol imap service %d
                    username "%s" password "%s"
                    ssl no sslcertck
                    mda "cat >> %s"
                    nokeep fetchall
                """.formatted(server.port(Listener.IMAPS), alice, SharedServer.PASSWORD, inbox));
        Command.run(
                        "env",
                        "HOME=" + folder,
                        "FETCHMAILHOME=" + folder,
                        "fetchmail",
                        "--fetchmailrc",
                        configuration.toString(),
                        "--nodetach",
                        "--nosyslog")
                .orFail();
        assertThat(Files.readString(inbox).lines().filter(line -> line.startsWith("Subject: ")))
                .containsExactly("Subject: one", "Subject: two", "Subject: three");
        assertThat(mail.subjectsByImap()).isEmpty();
    }

    /** It takes by POP3 what it has not taken yet, which it knows by unique-ids, and refuses to do so as root. */
    @Test
    void getmailTakesEachMessageOnceAndRemovesWhatItHas() throws Exception {
        Path maildir = folder.resolve("Maildir");
        for (String part : List.of("new", "cur", "tmp")) {
            Files.createDirectories(maildir.resolve(part));
        }
        secret("getmailrc", """
                [retriever]
                type = SimplePOP3SSLRetriever
                server = 127.0.0.1
                port = %d
                username = %s
                password = %s

                [destination]
                type = Maildir
                path = %s/

                [options]
                read_all = false
                delete = false
                """.formatted(server.port(Listener.POP3S), alice, SharedServer.PASSWORD, maildir));
        List<String> command = new ArrayList<>(List.of("getmail", "--getmaildir", folder.toString()));
        if (System.getProperty("user.name").equals("root")) {
            own(folder, NOBODY);
            command.addAll(0, List.of("runuser", "-u", NOBODY, "--"));
        }

        Command.run(command).orFail();
        assertThat(subjects(maildir)).containsExactlyInAnyOrderElementsOf(SUBJECTS);
        mail.submit(alice, "four", "Text of four\r\n");
        Command.run(command).orFail();
        assertThat(subjects(maildir)).hasSize(4).contains("four");

        command.add("--delete");
        Command.run(command).orFail();
        assertThat(subjects(maildir)).hasSize(4);
        assertThat(mail.subjectsByImap()).isEmpty();
    }

    private static void own(Path folder, String user) throws IOException {
        UserPrincipal owner =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setOwner(file, owner);
            }
        }
    }

    /** It mirrors folders in both directions. */
    @Test
    void offlineimapMirrorsBothWays() throws Exception {
        Path mirror = Files.createDirectories(folder.resolve("mirror"));
        Path configuration = secret("offlineimaprc", """
                [general]
                accounts = test
                metadata = %s
                ui = basic

                [Account test]
                localrepository = here
                remoterepository = there

                [Repository here]
                type = Maildir
                localfolders = %s

                [Repository there]
                type = IMAP
                remotehost = localhost
                remoteport = %d
                remoteuser = %s
                remotepass = %s
                ssl = yes
                sslcacertfile = %s
                verifyhostname = no
                auth_mechanisms = PLAIN
                # what others share is theirs: offlineimap would try to create its parents, too
                folderfilter = lambda name: not name.startswith(('Other users', 'Shared'))
                """.formatted(
                        folder.resolve("metadata"),
                        mirror,
                        server.port(Listener.IMAPS),
                        alice,
                        SharedServer.PASSWORD,
                        certificate()));
        String[] command = {"offlineimap", "-1", "-o", "-c", configuration.toString()};
        Command.run(command).orFail();
        assertThat(subjects(mirror.resolve("INBOX"))).containsExactlyInAnyOrderElementsOf(SUBJECTS);

        Files.writeString(
                mirror.resolve("INBOX/new/1700000000_1.1.here"),
                "From: x@example.test\nSubject: from here\nMessage-ID: <here@example.test>\n\nText\n");
        Command.run(command).orFail();
        assertThat(mail.subjectsByImap()).hasSize(4).contains("from here");
    }
}
