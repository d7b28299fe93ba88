package org.facteur.micro;

import fish.payara.micro.boot.PayaraMicroBoot;
import fish.payara.micro.boot.PayaraMicroLauncher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
            Set.of("jca-smtp-adapter", "jca-pop3-adapter", "jca-imap-adapter", "ROOT");

    private Main() {}

    /** Runs until the process is told to stop. Arguments: {@code --demo}, {@code --help}, {@code --version}. */
    public static void main(String[] arguments) {
        CommandLine commandLine = CommandLine.of(arguments);
        if (commandLine.answer().isPresent()) {
            System.out.println(commandLine.answer().get());
            return;
        }
        // Both families, as a listener on localhost promises. The JVM reads it when the first socket is made.
        System.setProperty("java.net.preferIPv4Stack", "false");
        if (commandLine.demo()) {
            System.setProperty("facteur.demo", "true");
        }
        PrintStream terminal = System.out;
        PrintStream errors = System.err;
        try {
            run(Settings.load(), terminal);
        } catch (StartupFailure failure) {
            errors.println("Facteur did not start. " + failure.getMessage());
            System.exit(1);
        }
    }

    private static void run(Settings settings, PrintStream terminal) throws StartupFailure {
        DataFolder folder = DataFolder.open(settings.dataFolder());
        Ports.requireFree(settings.listeners());
        ServerLog log = ServerLog.open(folder.logFolder());
        StartupReport.watch();
        boot(settings, folder, log);
        Ports.requireTaken(settings.listeners());
        log.started();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> terminal.println("Facteur is stopping."), "goodbye"));
        terminal.print(Banner.of(settings, StartupReport.takeAnnouncements()));
        terminal.flush();
    }

    private static void boot(Settings settings, DataFolder folder, ServerLog log) throws StartupFailure {
        Collection<String> deployed;
        try {
            PayaraMicroBoot server = PayaraMicroLauncher.create(serverArguments(settings, folder));
            deployed = server.getRuntime().getDeployedApplicationNames();
        } catch (Exception e) { // the server declares nothing narrower
            throw new StartupFailure(log.explain(e));
        }
        if (!StartupReport.failures().isEmpty()) {
            throw new StartupFailure(String.join(" ", StartupReport.failures()));
        }
        if (!deployed.containsAll(APPLICATIONS)) {
            throw new StartupFailure(log.explain(null));
        }
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
