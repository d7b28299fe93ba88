package org.facteur.it.platform;

import static org.facteur.it.platform.FacteurServer.property;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A domain of Payara Server with ports of its own, driven by {@code asadmin}; the application's configuration is its environment. */
public final class PayaraServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** What a domain adds to its base port: administration, HTTP, HTTPS, JMS, IIOP (3), JMX, debugger, Hazelcast. */
    private static final int[] OFFSETS = {9, 37, 38, 39, 48, 76, 80, 81, 86};

    private static final String DOMAIN = "facteur";

    private final Path folder;
    private final Map<String, String> environment;
    private final int basePort;

    private PayaraServer(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = new TreeMap<>(environment);
        this.basePort = IntStream.iterate(23_000, base -> base < 30_000, base -> base + 100)
                .filter(base -> IntStream.of(OFFSETS).allMatch(offset -> Ports.isFree(base + offset)))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Makes a domain and starts it.
     *
     * @param folder for the domain and the output of its commands
     */
    public static PayaraServer start(Path folder, Map<String, String> environment) {
        return start(folder, environment, List.of());
    }

    /**
     * Makes a domain and starts it.
     *
     * @param libraries that all of its applications share
     */
    public static PayaraServer start(Path folder, Map<String, String> environment, List<Path> libraries) {
        PayaraServer server = new PayaraServer(folder, environment);
        String base = Integer.toString(server.basePort);
        server.run("create-domain", "--nopassword", "--domaindir", server.domains(), "--portbase", base, DOMAIN);
        for (Path library : libraries) {
            try {
                Files.copy(library, Path.of(server.domains(), DOMAIN, "lib").resolve(library.getFileName()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        server.run("start-domain", "--domaindir", server.domains(), DOMAIN);
        return server;
    }

    /** Deploys an archive as {@code facteur}; fails with the server's own words. */
    public void deploy(Path archive) {
        deploy("facteur", archive);
    }

    /** Deploys an archive under a name; fails with the server's own words. */
    public void deploy(String name, Path archive) {
        run("--port", adminPort(), "deploy", "--name", name, archive.toString());
    }

    public void undeploy() {
        run("--port", adminPort(), "undeploy", "facteur");
    }

    /** {@code http://localhost:PORT/} */
    public URI http() {
        return URI.create("http://localhost:" + (basePort + 80) + "/");
    }

    /** What is in its log so far. */
    public String log() {
        try {
            return Files.readString(folder.resolve("domains").resolve(DOMAIN).resolve("logs/server.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("stop-domain", "--domaindir", domains(), "--timeout", "60", DOMAIN);
    }

    private String domains() {
        return folder.resolve("domains").toString();
    }

    private String adminPort() {
        return Integer.toString(basePort + 48);
    }

    private void run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("payara.home"), "bin", "asadmin").toString());
        command.add("--interactive=false");
        command.addAll(List.of(arguments));
        ServerProcess process = ServerProcess.start(command, environment, folder.resolve("asadmin.txt"));
        int status = process.exitStatus(LIMIT);
        if (status != 0) {
            throw new AssertionError("asadmin " + List.of(arguments) + ": " + status + "\n" + process.output());
        }
    }
}
