package org.facteur.it.clients;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facteur.it.platform.LineClient;

/**
 * Postfix as Debian ships it, with configuration, queue and log in a folder of its own: it takes mail on a loopback port and relays
 * it by transports. It has to be started by root.
 */
final class Postfix implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What relays, and nothing that delivers here; not in a chroot, so that the folder needs no devices. */
    private static final String MASTER = """
        127.0.0.1:%d inet n - n - - smtpd
        pickup  unix n - n 60  1 pickup
        cleanup unix n - n -   0 cleanup
        qmgr    unix n - n 300 1 qmgr
        tlsmgr  unix - - n 300 1 tlsmgr
        rewrite unix - - n -   - trivial-rewrite
        bounce  unix - - n -   0 bounce
        defer   unix - - n -   0 bounce
        trace   unix - - n -   0 bounce
        flush   unix n - n 300 0 flush
        proxymap unix - - n -  - proxymap
        smtp    unix - - n -   - smtp
        relay   unix - - n -   - smtp
        lmtp    unix - - n -   - lmtp
        error   unix - - n -   - error
        retry   unix - - n -   - error
        anvil   unix - - n -   1 anvil
        scache  unix - - n -   1 scache
        postlog unix-dgram n - n - 1 postlogd
        """;

    private static final String MAIN = """
        compatibility_level = 3.6
        queue_directory = %1$s/spool
        data_directory = %1$s/data
        maillog_file = %1$s/postfix.log
        maillog_file_prefixes = %1$s
        myhostname = mx.peer.test
        mydestination =
        local_recipient_maps =
        alias_maps =
        alias_database =
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        mynetworks = 127.0.0.0/8
        transport_maps = texthash:%1$s/etc/transport
        smtputf8_enable = yes
        smtp_tls_security_level = may
        smtp_tls_loglevel = 1
        smtp_connection_cache_on_demand = no
        """;

    private final Path folder;
    private final int port;

    private Postfix(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Starts one, and waits until it listens. @param transports lines of {@code transport(5)} */
    static Postfix start(List<String> transports) {
        return start(transports, List.of());
    }

    /**
     * Starts one, and waits until it listens.
     *
     * @param transports lines of {@code transport(5)}
     * @param settings lines of {@code postconf(5)}, which come before those that are usual here
     */
    static Postfix start(List<String> transports, List<String> settings) {
        try {
            // Its programs run as users of their own, who have to get here: below the system's folder, not the
            // project's.
            Path folder = Files.createTempDirectory("postfix");
            open(folder);
            for (String name : List.of("etc", "spool", "data")) {
                open(Files.createDirectory(folder.resolve(name)));
            }
            Files.setOwner(
                    folder.resolve("data"),
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
            Postfix postfix = new Postfix(folder, freePort());
            Files.writeString(
                    folder.resolve("etc/main.cf"), MAIN.formatted(folder) + String.join("\n", settings) + "\n");
            Files.writeString(folder.resolve("etc/master.cf"), MASTER.formatted(postfix.port));
            Files.write(folder.resolve("etc/transport"), transports);
            Runtime.getRuntime().addShutdownHook(new Thread(postfix::close));
            postfix.command("start").orFail();
            await("Postfix").atMost(LIMIT).ignoreExceptions().until(() -> {
                try (LineClient client = postfix.connect()) {
                    return client.line().startsWith("220 ");
                }
            });
            return postfix;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private Command.Outcome command(String action) {
        return Command.run("/usr/sbin/postfix", "-c", folder.resolve("etc").toString(), action);
    }

    int port() {
        return port;
    }

    /** A connection to it. */
    LineClient connect() throws IOException {
        return LineClient.connect(port);
    }

    /** What it says of its deliveries so far: one line for each recipient, and of its connections. */
    String log() {
        try {
            return Files.readString(folder.resolve("postfix.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for what it says of a recipient in its log, and returns the line. */
    String fateOf(String recipient) {
        return await("the fate of " + recipient)
                .atMost(LIMIT)
                .until(
                        () -> log().lines()
                                .filter(line -> line.contains("to=<" + recipient + ">") && line.contains("status="))
                                .collect(Collectors.joining("\n")),
                        line -> !line.isEmpty());
    }

    @Override
    public void close() {
        if (!Files.exists(folder)) {
            return;
        }
        command("stop");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
