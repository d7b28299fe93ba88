package org.facteur.micro;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.facteur.api.StartupReport;

/**
 * Starts Facteur on Payara Micro: checks what can be checked before the server boots, boots it, and either shows a banner or
 * says in one sentence why not and exits with status 1.
 *
 * <p>It lies at the root of the executable jar, so its class loader is the ancestor of the server's: {@link StartupReport} and the
 * log handlers are the same classes on both sides.
 */
public final class Main {
    private static final Set<String> APPLICATIONS =
            Set.of("jca-smtp-adapter", "jca-pop3-adapter", "jca-imap-adapter", "jca-sieve-adapter", "ROOT");

    private static volatile boolean up;
    private static volatile boolean stopping;

    private Main() {}

    /**
     * Runs until the process is told to stop. Arguments: {@code --demo}, {@code --deploy FILE}, {@code --help}, {@code --version}; or a
     * {@link MaintenanceCommand}.
     */
    public static void main(String[] arguments) {
        if (MaintenanceCommand.begins(arguments)) {
            System.exit(maintain(arguments));
        }
        CommandLine commandLine = CommandLine.of(arguments);
        if (commandLine.answer().isPresent()) {
            (commandLine.understood() ? System.out : System.err)
                    .println(commandLine.answer().get());
            System.exit(commandLine.understood() ? 0 : 2);
        }
        System.setProperty("java.util.logging.manager", StayingLogManager.class.getName());
        // Both families, as a listener on localhost promises. The JVM reads it when the first socket is made.
        System.setProperty("java.net.preferIPv4Stack", "false");
        trustWhatTheJdkTrusts();
        if (commandLine.demo()) {
            System.setProperty("facteur.demo", "true");
        }
        PrintStream terminal = System.out;
        PrintStream errors = System.err;
        try {
            run(Settings.load(), commandLine.applications(), terminal);
        } catch (StartupFailure failure) {
            errors.println("Facteur did not start. " + failure.getMessage());
            System.exit(1);
        }
    }

    /** Carries out a command, and returns the status to exit with. */
    private static int maintain(String... arguments) {
        Optional<MaintenanceCommand> command = MaintenanceCommand.of(arguments);
        if (command.isEmpty()) {
            System.err.println(MaintenanceCommand.USAGE);
            return 2;
        }
        try {
            return command.get().run(Settings.load(), System.out, Boolean.getBoolean("facteur.terminal"));
        } catch (StartupFailure failure) {
            System.err.println("facteur: " + failure.getMessage());
            return 1;
        }
    }

    /** The server's own list of authorities holds some that have expired, each with a warning at every start. */
    private static void trustWhatTheJdkTrusts() {
        Path authorities = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        if (System.getProperty("javax.net.ssl.trustStore") == null && Files.isReadable(authorities)) {
            System.setProperty("javax.net.ssl.trustStore", authorities.toString());
        }
    }

    private static void run(Settings settings, List<Path> applications, PrintStream terminal) throws StartupFailure {
        for (Path application : applications) {
            if (!Files.isReadable(application)) {
                throw new StartupFailure("The application " + application + " cannot be read.");
            }
        }
        DataFolder folder = DataFolder.open(settings.dataFolder());
        Ports.requireFree(settings.listeners());
        ServerLog log = ServerLog.open(folder.logFolder());
        placeData(settings);
        // Here the adapters are applications of their own, not modules of one.
        System.setProperty("facteur.smtp.adapter", "jca-smtp-adapter");
        StartupReport.watch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> goodbye(terminal), "goodbye"));
        boot(settings, applications, folder, log);
        log.started();
        StayingLogManager.stay();
        up = true;
        terminal.print(Banner.of(settings, StartupReport.takeAnnouncements()));
        terminal.flush();
    }

    /** The data folder is the same for every part of the server, and the embedded database lies in it. */
    private static void placeData(Settings settings) {
        System.setProperty("facteur.data.dir", settings.dataFolder().toString());
        if (settings.database().embedded()) {
            System.setProperty("facteur.db.url", settings.database().url());
        }
    }

    private static void goodbye(PrintStream terminal) {
        stopping = true;
        if (up) {
            terminal.println("Facteur is stopping.");
        }
    }

    private static void boot(Settings settings, List<Path> applications, DataFolder folder, ServerLog log)
            throws StartupFailure {
        Optional<String> problem;
        try {
            PayaraMicroBoot server = PayaraMicroLauncher.create(serverArguments(settings, folder));
            for (Path application : applications) {
                // Only now what it looks up is there: the server checks that before it starts the applications of the
                // jar.
                server.getRuntime().deploy(application.toFile());
            }
            Set<String> absent = new TreeSet<>(APPLICATIONS);
            applications.forEach(application -> absent.add(nameOf(application)));
            absent.removeAll(server.getRuntime().getDeployedApplicationNames());
            // an application that failed to initialise counts as deployed; its listeners tell
            problem = absent.isEmpty()
                    ? Ports.missing(settings.listeners())
                    : Optional.of("These did not start: " + absent + ".");
        } catch (Exception e) { // the server declares nothing narrower
            if (!stopping) {
                log.failed(e);
            }
            problem = Optional.of("The log says why.");
        }
        if (stopping) {
            throw new StartupFailure("It was told to stop.");
        }
        if (!StartupReport.failures().isEmpty()) {
            throw new StartupFailure(String.join(" ", StartupReport.failures()));
        }
        if (problem.isPresent()) {
            throw new StartupFailure(log.explanation().orElse(problem.get()));
        }
    }

    /** As the server calls it: the name of the file without its extension. */
    private static String nameOf(Path application) {
        String file = application.getFileName().toString();
        int dot = file.lastIndexOf('.');
        return dot < 1 ? file : file.substring(0, dot);
    }

    private static String[] serverArguments(Settings settings, DataFolder folder) throws IOException {
        Path commands = folder.serverFolder().resolve("before-boot.asadmin");
        Files.write(commands, ServerConfiguration.commands(settings));
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--rootdir", folder.serverFolder().toString()));
        arguments.addAll(List.of("--prebootcommandfile", commands.toString()));
        arguments.addAll(List.of("--nohazelcast", "--disablephonehome"));
        return arguments.toArray(String[]::new);
    }
}
