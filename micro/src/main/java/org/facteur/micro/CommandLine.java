package org.facteur.micro;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the arguments ask for.
 *
 * @param demo whether the demonstration domain is added
 * @param applications archives that are deployed beside
 * @param answer what to print instead of starting a server
 * @param understood whether every argument is known; if not, the answer is the usage
 */
record CommandLine(boolean demo, List<Path> applications, Optional<String> answer, boolean understood) {
    CommandLine {
        applications = List.copyOf(applications);
    }

    private static final String USAGE = """
        Usage: java -jar facteur.jar [--demo] [--deploy FILE]...
               java -jar facteur.jar check|backup|restore|export|import ...
          --demo         adds the domain example.test with alice and bob (passwords: alice and bob)
          --deploy FILE  runs an application of yours beside it: a WAR, at the path of its name
          --version      prints the version
          --help         prints this
        Configuration comes from the environment (FACTEUR_DATA_DIR, FACTEUR_BIND, FACTEUR_SMTP_PORT, ...); see README.md.\
        """;

    static CommandLine of(String... arguments) {
        boolean demo = false;
        List<Path> applications = new ArrayList<>();
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--demo" -> demo = true;
                case "--deploy" -> {
                    if (!rest.hasNext()) {
                        return notUnderstood("--deploy needs a file");
                    }
                    applications.add(Path.of(rest.next()));
                }
                case "--version" -> {
                    return answering("Facteur " + version());
                }
                case "--help" -> {
                    return answering(USAGE);
                }
                default -> {
                    return notUnderstood("No such argument: " + argument);
                }
            }
        }
        return new CommandLine(demo, applications, Optional.empty(), true);
    }

    private static CommandLine answering(String answer) {
        return new CommandLine(false, List.of(), Optional.of(answer), true);
    }

    private static CommandLine notUnderstood(String why) {
        return new CommandLine(false, List.of(), Optional.of(why + "\n" + USAGE), false);
    }

    private static String version() {
        return Optional.ofNullable(CommandLine.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
