package org.facteur.it.platform;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

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

/**
 * The executable jar in a process of its own, on free ports of the loopback interface and with a data folder of its own.
 *
 * <p>Every instance has {@code admin} with the password {@link #ADMIN_PASSWORD}, and no abuse limits for loopback: the tests are many clients
 * at one address. An instance can be stopped or killed and started again on the same ports and data.
 */
public final class FacteurServer implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "letter-box-17";

    /** How long a start or a stop may take on a busy machine. */
    public static final Duration LIMIT = Duration.ofSeconds(180);

    private final Ports ports;
    private final Path dataFolder;
    private final Map<String, String> environment;
    private final List<String> command;
    private final Path output;
    private ServerProcess process;

    private FacteurServer(Ports ports, Path folder, Map<String, String> environment, List<String> command) {
        this.ports = ports;
        this.dataFolder = folder.resolve("data");
        this.output = folder.resolve("terminal.txt");
        this.environment = new TreeMap<>(ports.environment());
        this.environment.put("FACTEUR_DATA_DIR", dataFolder.toString());
        this.environment.put("FACTEUR_ADMIN_PASSWORD", ADMIN_PASSWORD);
        this.environment.put("FACTEUR_ABUSE_EXEMPT", "127.0.0.0/8,::1/128");
        this.environment.putAll(environment);
        this.command = command;
        this.process = launch();
    }

    /** Starts a server and waits until it is ready. */
    public static FacteurServer start(Path folder) {
        return start(folder, Map.of());
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param folder an empty folder for its data and output
     * @param environment more configuration, which wins over the fixture's
     */
    public static FacteurServer start(Path folder, Map<String, String> environment) {
        FacteurServer server = begin(folder, Ports.free(), environment);
        server.awaitReady();
        return server;
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param options of the JVM, which win over the fixture's
     */
    public static FacteurServer startWith(List<String> options, Path folder, Map<String, String> environment) {
        List<String> command = new ArrayList<>(javaCommand());
        command.addAll(command.size() - 2, options);
        FacteurServer server = new FacteurServer(Ports.free(), folder, environment, command);
        server.awaitReady();
        return server;
    }

    /** Starts a server with an application beside it, and waits until it is ready. */
    public static FacteurServer startBeside(Path application, Path folder, Map<String, String> environment) {
        List<String> command = new ArrayList<>(javaCommand());
        command.addAll(List.of("--deploy", application.toString()));
        FacteurServer server = new FacteurServer(Ports.free(), folder, environment, command);
        server.awaitReady();
        return server;
    }

    /** Starts a server that is not expected to become ready. */
    public static FacteurServer begin(Path folder, Ports ports, Map<String, String> environment) {
        return new FacteurServer(ports, folder, environment, javaCommand());
    }

    /** Starts a server by the script at the root of the sources on the JDK of the tests, and waits until it is ready. */
    public static FacteurServer startByScript(Path folder, String... arguments) {
        return startByScript(folder, Path.of(System.getProperty("java.home")), arguments);
    }

    /**
     * Starts a server by the script at the root of the sources, and waits until it is ready.
     *
     * @param javaHome the JDK that it runs on
     */
    public static FacteurServer startByScript(Path folder, Path javaHome, String... arguments) {
        List<String> command = new ArrayList<>(List.of(property("facteur.script"), "run"));
        command.addAll(List.of(arguments));
        FacteurServer server =
                new FacteurServer(Ports.free(), folder, Map.of("JAVA_HOME", javaHome.toString()), command);
        server.awaitReady();
        return server;
    }

    private static List<String> javaCommand() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        // small, so that memory that grows with a message or a mailbox shows
        return List.of(java, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError", "-jar", property("facteur.jar"));
    }

    static String property(String name) {
        return requireNonNull(System.getProperty(name), name);
    }

    private ServerProcess launch() {
        try {
            Files.createDirectories(output.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ServerProcess.start(command, environment, output);
    }

    /** Waits for the banner, and for the readiness that the server itself reports. */
    public void awaitReady() {
        await("a ready server").atMost(LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("The server ended:\n" + terminal());
            }
            return terminal().contains("Facteur is ready.") && admin().isReady();
        });
    }

    public Ports ports() {
        return ports;
    }

    public int port(Listener listener) {
        return ports.of(listener);
    }

    public Path dataFolder() {
        return dataFolder;
    }

    /** What the server has printed on its terminal since it was last started. */
    public String terminal() {
        return process.output();
    }

    /** What is in its log files so far. */
    public String log() {
        try {
            return Files.readString(dataFolder.resolve("log/facteur.0.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Number of the running process. */
    public long pid() {
        return process.pid();
    }

    /** {@code http://localhost:PORT/} */
    public URI http() {
        return URI.create("http://localhost:" + port(Listener.HTTP) + "/");
    }

    public AdminClient admin() {
        return new AdminClient(http(), ADMIN_PASSWORD);
    }

    /** Stops it as Ctrl-C does, and returns its exit status. */
    public int stop() {
        return process.stop(LIMIT);
    }

    /** Ends it as a power cut would. */
    public void kill() {
        process.kill();
    }

    /** Waits for it to end by itself, and returns its exit status. */
    public int awaitEnd() {
        return process.exitStatus(LIMIT);
    }

    /** Starts it again on the same ports and data, and waits until it is ready. */
    public void startAgain() {
        try {
            Files.move(output, output.resolveSibling("terminal-" + System.nanoTime() + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }
}
