package org.facteur.micro;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What arguments that begin with the name of a maintenance command ask for. */
sealed interface MaintenanceCommand {

    String USAGE = """
            Usage: ./facteur check [--repair]                  finds what is wrong in the store, and mends it
                   ./facteur backup FILE                       writes the whole store, while the server runs, into a zip archive
                   ./facteur restore FILE                      makes a store of it, in an empty data folder or database, without a server
                   ./facteur export ACCOUNT [FILE] [--mbox]    writes all mail of an account: a Maildir, or mbox files, in a zip archive
                   ./facteur import ACCOUNT FILE               puts the mail of such an archive, or of an mbox file, into an account
            All but restore ask the server that runs with this data folder (FACTEUR_DATA_DIR) and HTTP port (FACTEUR_HTTP_PORT).""";

    record Check(boolean repair) implements MaintenanceCommand {}

    record BackUp(Path file) implements MaintenanceCommand {}

    record Restore(Path file) implements MaintenanceCommand {}

    record Export(String account, Path file, boolean mbox) implements MaintenanceCommand {}

    record Import(String account, Path file) implements MaintenanceCommand {}

    /** Whether arguments are meant for this class; {@link #of} may not understand them even so. */
    static boolean begins(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("-");
    }

    /** The command, or nothing if the arguments are none. */
    static Optional<MaintenanceCommand> of(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        String option = switch (arguments[0]) {
            case "check" -> "--repair";
            case "export" -> "--mbox";
            default -> "";
        };
        boolean chosen = words.remove(option);
        boolean isKnown = words.stream().noneMatch(word -> word.startsWith("-"));
        return isKnown ? of(arguments[0], words, chosen) : Optional.empty();
    }

    private static Optional<MaintenanceCommand> of(String command, List<String> words, boolean option) {
        int count = words.size();
        if (command.equals("check") && count == 0) {
            return Optional.of(new Check(option));
        }
        if (command.equals("backup") && count == 1) {
            return Optional.of(new BackUp(Path.of(words.get(0))));
        }
        if (command.equals("restore") && count == 1) {
            return Optional.of(new Restore(Path.of(words.get(0))));
        }
        if (command.equals("export") && (count == 1 || count == 2)) {
            String name = words.get(0).replaceAll("[^A-Za-z0-9.@_-]", "_") + "-" + LocalDate.now(ZoneId.systemDefault())
                    + ".zip";
            return Optional.of(new Export(words.get(0), Path.of(count == 2 ? words.get(1) : name), option));
        }
        if (command.equals("import") && count == 2) {
            return Optional.of(new Import(words.get(0), Path.of(words.get(1))));
        }
        return Optional.empty();
    }

    /** @return the status to exit with */
    default int run(Settings settings, PrintStream out, boolean terminal) throws StartupFailure {
        Maintenance maintenance = new Maintenance(settings, out, terminal);
        if (this instanceof Check check) {
            return maintenance.check(check.repair());
        }
        if (this instanceof Import wanted) {
            return maintenance.read(wanted.account(), wanted.file());
        }
        if (this instanceof Export export) {
            maintenance.export(export.account(), export.file(), export.mbox());
        } else if (this instanceof BackUp backup) {
            maintenance.backup(backup.file());
        } else if (this instanceof Restore restore) {
            maintenance.restore(restore.file());
        }
        return 0;
    }
}
