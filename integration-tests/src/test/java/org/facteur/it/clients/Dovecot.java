package org.facteur.it.clients;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Dovecot as Debian ships it: it takes mail by LMTP on a port of the loopback address and keeps it in Maildirs. Its users are {@code bob} and {@code full}, who has no room; the password of both is {@code letter-box}. */
final class Dovecot implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Process process;

    private Dovecot(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** @param parent a folder of the test, which its users may read then */
    static Dovecot start(Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("dovecot"));
        Path mail = Files.createDirectory(folder.resolve("mail"));
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rwxrwxrwx"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("users"), """
            bob:{PLAIN}letter-box::::::
            full:{PLAIN}letter-box::::::userdb_quota_rule=*:bytes=1
            """);
        Path configuration = Files.writeString(folder.resolve("dovecot.conf"), """
            base_dir = %1$s/run
            state_dir = %1$s/state
            log_path = %1$s/log
            protocols = lmtp
            ssl = no
            mail_location = maildir:~/Maildir
            first_valid_uid = 1
            mail_plugins = quota
            quota_full_tempfail = yes
            plugin {
              quota = maildir:User quota
            }
            passdb {
              driver = passwd-file
              args = username_format=%%n %1$s/users
            }
            userdb {
              driver = passwd-file
              args = username_format=%%n %1$s/users
              default_fields = uid=nobody gid=nogroup home=%1$s/mail/%%n
            }
            service lmtp {
              inet_listener lmtp {
                address = 127.0.0.1
                port = %2$d
              }
            }
            auth_mechanisms = plain login scram-sha-256
            service auth {
              unix_listener %1$s/authentication {
                mode = 0666
              }
            }
            protocol lmtp {
              postmaster_address = postmaster@example.test
            }
            """.formatted(folder, port));
        Process process = new ProcessBuilder("/usr/sbin/dovecot", "-F", "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("terminal.txt").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Dovecot dovecot = new Dovecot(folder, port, process);
        await("Dovecot").atMost(Duration.ofSeconds(30)).until(dovecot::greets);
        return dovecot;
    }

    private boolean greets() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError(Files.readString(folder.resolve("terminal.txt")));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            socket.setSoTimeout(5_000);
            return socket.getInputStream().read() == '2';
        } catch (IOException e) {
            return false;
        }
    }

    /** The socket at which other servers ask who somebody is. */
    Path authentication() {
        return folder.resolve("authentication");
    }

    int port() {
        return port;
    }

    /** The messages in the INBOX of a user. */
    List<String> messages(String user) throws IOException {
        Path inbox = folder.resolve("mail").resolve(user).resolve("Maildir/new");
        List<String> messages = new ArrayList<>();
        if (Files.isDirectory(inbox)) {
            try (Stream<Path> files = Files.list(inbox)) {
                for (Path file : files.toList()) {
                    messages.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return messages;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
