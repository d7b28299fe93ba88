package org.facteur.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facteur.it.corpus.MailCorpus;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** mbsync in both directions, over messages of every kind: what comes back is what was put in, to the octet. */
@ExtendWith(SharedServer.class)
class MbsyncIT {

    private static final String FOLDER = "Corpus";

    @TempDir
    private Path folder;

    private final FacteurServer server;
    private final String alice;

    MbsyncIT(FacteurServer server) {
        this.server = server;
        this.alice = SharedServer.newAccount(server, "mbsync");
    }

    /** A computer with mail folders of its own, all synchronised with the account. */
    private final class Computer {

        private final Path maildir;
        private final Path configuration;

        Computer(String name) throws IOException {
            Path home = Files.createDirectories(folder.resolve(name));
            maildir = home.resolve("mail").resolve(FOLDER);
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(maildir.resolve(part));
            }
            configuration = Files.writeString(home.resolve("mbsyncrc"), """
                    IMAPStore far
                    Host 127.0.0.1
                    Port %d
                    User %s
                    Pass %s
                    AuthMechs SCRAM-SHA-256
                    SSLType IMAPS
                    CertificateFile %s
                    Timeout 120

                    MaildirStore near
                    Path %s/
                    Inbox %s/INBOX
                    SubFolders Verbatim

                    Channel all
                    Far :far:
                    Near :near:
                    Patterns %s
                    Create Both
                    Expunge Both
                    SyncState *
                    """.formatted(
                            server.port(Listener.IMAPS),
                            alice,
                            SharedServer.PASSWORD,
                            server.dataFolder().resolve("tls/server.crt"),
                            maildir.getParent(),
                            maildir.getParent(),
                            FOLDER));
        }

        void synchronise() {
            Command.run("mbsync", "-c", configuration.toString(), "all").orFail();
        }

        /** The files of all messages. */
        List<Path> files() throws IOException {
            try (Stream<Path> cur = Files.list(maildir.resolve("cur"));
                    Stream<Path> fresh = Files.list(maildir.resolve("new"))) {
                return Stream.concat(cur, fresh).sorted().toList();
            }
        }

        /** How many messages there are of each content. */
        Map<String, Long> contents() throws IOException {
            return files().stream()
                    .collect(Collectors.groupingBy(MbsyncIT::digest, TreeMap::new, Collectors.counting()));
        }

        /** The Maildir flags of the message with that content. */
        String flagsOf(String digest) throws IOException {
            Path file = files().stream()
                    .filter(each -> digest(each).equals(digest))
                    .findAny()
                    .orElseThrow();
            String name = file.getFileName().toString();
            return name.contains(":2,") ? name.substring(name.indexOf(":2,") + 3) : "";
        }

        void setFlags(Path file, String flags) throws IOException {
            String name = file.getFileName().toString().replaceFirst(":2,.*", "");
            Files.move(file, maildir.resolve("cur").resolve(name + ":2," + flags));
        }
    }

    /** Of the message without the line by which mbsync recognises what it has copied. */
    private static String digest(Path file) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            String message = Files.readString(file, StandardCharsets.ISO_8859_1);
            String withoutMark = message.replaceAll("X-TUID: \\S{12}\n", "");
            return HexFormat.of().formatHex(sha.digest(withoutMark.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatOneComputerPutsInAnotherGetsOutToTheOctet() throws Exception {
        Computer desk = new Computer("desk");
        MailCorpus.writeTo(desk.maildir.resolve("new"), MailCorpus.messages(), "\n");
        Map<String, Long> corpus = desk.contents();
        assertThat(desk.files()).hasSize(MailCorpus.SIZE);
        desk.synchronise();

        Computer laptop = new Computer("laptop");
        laptop.synchronise();
        assertThat(laptop.contents()).isEqualTo(corpus);

        List<Path> files = laptop.files();
        String flagged = digest(files.get(7));
        laptop.setFlags(files.get(7), "FRS");
        String deleted = digest(files.get(8));
        Files.delete(files.get(8));
        laptop.synchronise();
        desk.synchronise();

        assertThat(desk.flagsOf(flagged)).isEqualTo("FRS");
        assertThat(desk.contents()).hasSize(corpus.size() - 1).doesNotContainKey(deleted);
        assertThat(laptop.contents()).isEqualTo(desk.contents());
    }
}
