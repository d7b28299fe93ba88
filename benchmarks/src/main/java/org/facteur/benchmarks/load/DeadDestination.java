package org.facteur.benchmarks.load;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures how long a message takes from its acceptance by a Facteur that runs already to {@code smtp-sink}, while a hundred thousand others wait for a
 * domain that is dead: one whose server refuses connections, then one whose server accepts them and says nothing.
 *
 * <p>{@code benchmarks/run load.DeadDestination rest=http://localhost:8080 password=… [host=localhost] [smtp=2525] [sink=19026] [messages=10000]
 * [recipients=10] [probes=60]}. With {@code FACTEUR_QUEUE_FIRST_RETRY=PT5S} and {@code FACTEUR_QUEUE_LONGEST_RETRY=PT10S} the dead domain is tried again
 * all the time.
 */
public final class DeadDestination {

    private static final int CLIENTS = 8;
    private static final int PATIENCE_SECONDS = 60;
    private static final String SILENT = "127.0.2.1";

    /** Longer than a connection is kept for the next message. */
    private static final int PAUSE_MILLIS = 3_500;

    private final Target target;
    private final Sink sink;
    private final int probes;

    private DeadDestination(Target target, Sink sink, int probes) {
        this.target = target;
        this.sink = sink;
        this.probes = probes;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("Not name=value: " + argument);
            }
            options.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Target target =
                new Target(options.getOrDefault("host", "localhost"), number(options, "smtp", 2525), 0, 0, true);
        int port = number(options, "sink", 19_026);
        int messages = number(options, "messages", 10_000);
        int recipients = number(options, "recipients", 10);
        Accounts server = new Accounts(
                options.getOrDefault("rest", "http://localhost:8080"), options.getOrDefault("password", ""));
        try (Sink sink = Sink.start(port);
                ServerSocket silent = new ServerSocket(0, 500, InetAddress.getByName(SILENT))) {
            lay(server, "alive.test", "127.0.1.0", port);
            lay(server, "refusing.test", "127.0.2.2", silent.getLocalPort());
            lay(server, "silent.test", SILENT, silent.getLocalPort());
            DeadDestination measurement = new DeadDestination(target, sink, number(options, "probes", 60));
            measurement.probe("warming up");
            measurement.probe("beside nothing");
            measurement.fill("refusing.test", messages, recipients);
            measurement.probe("beside those that wait for a server that refuses");
            measurement.fill("silent.test", messages, recipients);
            measurement.probe("beside as many more that wait for a silent one");
        }
    }

    private static void lay(Accounts server, String domain, String host, int port) throws Exception {
        server.post(
                "routes",
                "{\"domain\":\"%s\",\"host\":\"%s\",\"port\":%d,\"receives\":true}".formatted(domain, host, port));
    }

    private void fill(String domain, int messages, int recipients) throws Exception {
        byte[] message = SampleMessages.message(1);
        double seconds = Crew.seconds(CLIENTS, client -> {
            try (SmtpConnection connection = SmtpConnection.plain(target)) {
                for (int i = client; i < messages; i += CLIENTS) {
                    String user = "user" + i + ".";
                    connection.deliver(
                            IntStream.range(0, recipients)
                                    .mapToObj(each -> user + each + "@" + domain)
                                    .toList(),
                            message);
                }
            }
        });
        System.out.printf(Locale.ROOT, "%,d recipients of %s in %.0f s%n", messages * recipients, domain, seconds);
    }

    /** Every other message finds the connection of the last one, and the rest make one. */
    private void probe(String when) throws Exception {
        List<Double> times = new ArrayList<>();
        byte[] message = SampleMessages.message(2);
        try (SmtpConnection connection = SmtpConnection.plain(target)) {
            for (int i = 0; i < probes; i++) {
                long expected = sink.messages() + 1;
                connection.deliver(List.of("user@alive.test"), message);
                long accepted = System.nanoTime();
                sink.await(expected, PATIENCE_SECONDS);
                times.add((System.nanoTime() - accepted) / 1e6);
                TimeUnit.MILLISECONDS.sleep(i % 2 == 0 ? 0 : PAUSE_MILLIS);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: median %.0f ms, 95%% %.0f ms, longest %.0f ms%n",
                when,
                Quantile.of(times, 0.5),
                Quantile.of(times, 0.95),
                Quantile.of(times, 1));
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String value = options.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
