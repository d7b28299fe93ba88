package org.facteur.benchmarks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lets a server that runs already pass messages on to {@code smtp-sink}, and prints how many a second: from the first that it is given
 * until the last has arrived there.
 *
 * <p>{@code benchmarks/run load.Relaying [host=localhost] [smtp=2525] [sink=19026] [messages=5000] [clients=8] [domains=1,100] [runs=3]
 * [rest=http://localhost:8080 password=…]}. The server passes mail for {@code relay0.test}, {@code relay1.test} and so on to the
 * addresses 127.0.1.0, 127.0.1.1 and so on of this machine: with {@code rest}, Facteur is told so first; {@code benchmarks/relay} starts a Postfix that
 * does.
 */
public final class Relaying {

    private static final int PATIENCE_SECONDS = 300;

    private Relaying() {}

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
        int messages = number(options, "messages", 5_000);
        int clients = number(options, "clients", 8);
        int runs = number(options, "runs", 3);
        try (Sink sink = Sink.start(port)) {
            for (String domains : options.getOrDefault("domains", "1,100").split(",")) {
                int count = Integer.parseInt(domains);
                if (options.containsKey("rest")) {
                    lay(new Accounts(options.get("rest"), options.getOrDefault("password", "")), count, port);
                }
                pass(target, sink, messages, clients, count);
                List<Double> rates = new ArrayList<>();
                for (int i = 0; i < runs; i++) {
                    rates.add(messages / pass(target, sink, messages, clients, count));
                }
                System.out.printf(
                        Locale.ROOT,
                        "relayed, %d domains: %,.0f messages/s of %s%n",
                        count,
                        Quantile.of(rates, 0.5),
                        rates.stream()
                                .map(rate -> String.format(Locale.ROOT, "%,.0f", rate))
                                .toList());
            }
        }
    }

    private static void lay(Accounts server, int domains, int port) throws Exception {
        for (int i = 0; i < domains; i++) {
            server.post(
                    "routes",
                    "{\"domain\":\"%s\",\"host\":\"127.0.1.%d\",\"port\":%d,\"receives\":true}"
                            .formatted(domain(i), i, port));
        }
    }

    private static String domain(int number) {
        return "relay" + number + ".test";
    }

    /** @return seconds */
    private static double pass(Target target, Sink sink, int messages, int clients, int domains) throws Exception {
        byte[][] samples =
                IntStream.range(0, 500).mapToObj(SampleMessages::message).toArray(byte[][]::new);
        long expected = sink.messages() + messages;
        long start = System.nanoTime();
        Crew.seconds(clients, client -> {
            try (SmtpConnection connection = SmtpConnection.plain(target)) {
                for (int i = client; i < messages; i += clients) {
                    connection.deliver(
                            List.of("bench" + i % 1000 + "@" + domain(i % domains)), samples[i % samples.length]);
                }
            }
        });
        sink.await(expected, PATIENCE_SECONDS);
        return (System.nanoTime() - start) / 1e9;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        String value = options.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
