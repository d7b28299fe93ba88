package org.facteur.it.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;

/** What clients leave behind in a server, as the operating system and the log tell it. */
final class ServerTraces {
    private static final String LISTENING = "0A";

    private final FacteurServer server;
    private final Set<String> ports;

    /** @param listeners whose connections count */
    ServerTraces(FacteurServer server, List<Listener> listeners) {
        this.server = server;
        this.ports = listeners.stream()
                .map(listener -> "%04X".formatted(server.port(listener)))
                .collect(Collectors.toSet());
    }

    /** Lines of the log that should not be there: warnings, errors and stack traces. */
    List<String> complaints() {
        return server.log()
                .lines()
                .filter(line -> line.contains(" WARN  ") || line.contains(" ERROR ") || line.startsWith("\tat "))
                .toList();
    }

    /** How many connections the server has not closed yet. */
    long connections() {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)))
                .map(row -> row.strip().split("\\s+"))
                .filter(row -> ports.contains(row[1].substring(row[1].indexOf(':') + 1)))
                // a socket without an inode is the system's alone: the process has closed it
                .filter(row -> !row[3].equals(LISTENING) && !row[9].equals("0"))
                .count();
    }

    /** The spool files that are there, by name or only open. */
    List<String> spoolFiles() {
        Path spool = server.dataFolder().resolve("spool");
        try (Stream<Path> open = Files.list(Path.of("/proc/" + server.pid() + "/fd"));
                Stream<Path> named = Files.exists(spool) ? Files.list(spool) : Stream.empty()) {
            return Stream.concat(named.map(Path::toString), open.flatMap(ServerTraces::target))
                    .filter(file -> file.startsWith(spool.toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.exists(table) ? Files.readAllLines(table).stream().skip(1) : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
