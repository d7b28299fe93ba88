package org.facteur.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Loads a server that runs already and prints the median of each kind of work.
 *
 * <p>{@code benchmarks/run load.Load [host=localhost] [smtp=2525] [imap=2143] [pop3=2110] [rest=http://localhost:8080
 * password=…] [login=address|name] [seconds=5] [runs=3] [WORKLOAD…]}. With {@code rest}, the accounts are made first. Without
 * a workload, all; a name that ends with {@code *} is the beginning of several. Ends with status 1 if one of them failed.
 */
public final class Load {

    /** Accounts beyond all that the workloads use. */
    private static final int ACCOUNTS = 370;

    private Load() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                names.add(argument);
            } else {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        Target target = new Target(
                options.getOrDefault("host", "localhost"),
                number(options, "smtp", 2525),
                number(options, "imap", 2143),
                number(options, "pop3", 2110),
                !options.getOrDefault("login", "address").equals("name"));
        String rest = options.get("rest");
        if (rest != null) {
            new Accounts(rest, options.getOrDefault("password", "")).make(target, ACCOUNTS);
        }
        int seconds = number(options, "seconds", 5);
        int runs = number(options, "runs", 3);
        List<Workload> workloads = new ArrayList<>(Sending.workloads());
        workloads.addAll(Reading.workloads());
        boolean isWhole = true;
        for (Workload workload : workloads) {
            if (names.isEmpty() || names.stream().anyMatch(name -> isMeant(workload, name))) {
                isWhole &= report(workload, target, seconds, runs);
            }
        }
        if (!isWhole) {
            System.exit(1);
        }
    }

    private static boolean isMeant(Workload workload, String name) {
        return name.endsWith("*")
                ? workload.name().startsWith(name.substring(0, name.length() - 1))
                : workload.name().equals(name);
    }

    /** Whether it went well. The first run is for warming up, and not counted. */
    private static boolean report(Workload workload, Target target, int seconds, int runs) throws InterruptedException {
        try {
            workload.measurement().measure(target, seconds);
            List<Double> figures = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                figures.add(workload.measurement().measure(target, seconds));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %,12.2f %-12s of %s%n",
                    workload.name(),
                    Quantile.of(figures, 0.5),
                    workload.unit(),
                    figures.stream()
                            .map(figure -> String.format(Locale.ROOT, "%,.2f", figure))
                            .toList());
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // the other kinds of work may go on
            System.out.printf("%-24s %s%n", workload.name(), e);
            return false;
        }
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String value = options.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
