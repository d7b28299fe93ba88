package org.facteur.micro;

import java.util.List;
import java.util.Optional;

/**
 * What the arguments ask for.
 *
 * @param demo whether the demonstration domain is added
 * @param answer what to print instead of starting a server
 * @param understood whether every argument is known; if not, the answer is the usage
 */
record CommandLine(boolean demo, Optional<String> answer, boolean understood) {
    private static final String USAGE = """
            Usage: java -jar facteur.jar [--demo]
                   java -jar facteur.jar check|backup|restore|export|import ...
              --demo     adds the domain example.test with alice and bob (passwords: alice and bob)
              --version  prints the version
              --help     prints this
            Configuration comes from the environment (FACTEUR_DATA_DIR, FACTEUR_BIND, FACTEUR_SMTP_PORT, ...); see README.md.""";

    static CommandLine of(String... arguments) {
        boolean demo = false;
        for (String argument : List.of(arguments)) {
            switch (argument) {
                case "--demo" -> demo = true;
                case "--version" -> {
                    return new CommandLine(demo, Optional.of("Facteur " + version()), true);
                }
                case "--help" -> {
                    return new CommandLine(demo, Optional.of(USAGE), true);
                }
                default -> {
                    return new CommandLine(demo, Optional.of("No such argument: " + argument + "\n" + USAGE), false);
                }
            }
        }
        return new CommandLine(demo, Optional.empty(), true);
    }

    private static String version() {
        return Optional.ofNullable(CommandLine.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
