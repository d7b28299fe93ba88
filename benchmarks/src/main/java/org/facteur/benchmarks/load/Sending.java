package org.facteur.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Work that brings messages in. */
final class Sending {

    /** As many as are made once and sent again and again: more than any cache of a server gains by. */
    private static final int SAMPLES = 500;

    private static final int APPENDER = 100;
    private static final int LISTENERS = 200;

    /** Octets of the messages that are made once, where they are large. */
    private static final int SAMPLE_OCTETS = 32 << 20;

    /** Octets of a message by the name of the size. */
    private static final List<Map.Entry<String, Integer>> SIZES =
            List.of(Map.entry("2k", 2 << 10), Map.entry("20k", 20 << 10), Map.entry("2m", 2 << 20));

    /** How a client comes to a server. */
    private interface Connecting {

        SmtpConnection to(Target target) throws IOException;
    }

    private Sending() {}

    static List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        for (int clients : new int[] {1, 8, 32}) {
            workloads.add(new Workload(
                    "accept-" + clients, "messages/s", (target, seconds) -> accepted(target, clients, 1, seconds)));
        }
        workloads.addAll(bySize());
        workloads.add(
                new Workload("accept-8-to-10", "messages/s", (target, seconds) -> accepted(target, 8, 10, seconds)));
        workloads.add(new Workload("deliver-8", "messages/s", (target, seconds) -> visible(target, 1, seconds)));
        workloads.add(new Workload("deliver-8-to-5", "messages/s", (target, seconds) -> visible(target, 5, seconds)));
        for (int clients : new int[] {1, 8}) {
            workloads.add(new Workload(
                    "append-" + clients, "messages/s", (target, seconds) -> appended(target, clients, seconds)));
        }
        workloads.add(new Workload("push-p50", "ms", (target, seconds) -> push(target, seconds, 0.5)));
        workloads.add(new Workload("push-p99", "ms", (target, seconds) -> push(target, seconds, 0.99)));
        return workloads;
    }

    /** What is accepted of each size, by one connection and by many, with STARTTLS and without. */
    private static List<Workload> bySize() {
        List<Workload> workloads = new ArrayList<>();
        SIZES.forEach(each -> {
            String name = each.getKey();
            int size = each.getValue();
            for (int clients : new int[] {1, 8, 32}) {
                workloads.add(new Workload(
                        "accept-" + name + "-" + clients,
                        "messages/s",
                        (target, seconds) -> accepted(target, size, SmtpConnection::plain, clients, seconds)));
                workloads.add(new Workload(
                        "accept-" + name + "-" + clients + "-tls",
                        "messages/s",
                        (target, seconds) -> accepted(target, size, SmtpConnection::encrypted, clients, seconds)));
            }
        });
        return workloads;
    }

    private static double accepted(Target target, int size, Connecting connecting, int clients, double seconds)
            throws Exception {
        int count = Math.min(SAMPLES, SAMPLE_OCTETS / size);
        byte[][] samples = IntStream.range(0, count)
                .mapToObj(number -> SampleMessages.ofSize(number, size))
                .toArray(byte[][]::new);
        return Steady.rate(
                clients,
                seconds,
                client -> new Sender(connecting.to(target), addresses(target, client, 1)),
                (sender, i) -> sender.deliver(samples[(int) (i % count)]));
    }

    static byte[][] samples() {
        return IntStream.range(0, SAMPLES).mapToObj(SampleMessages::message).toArray(byte[][]::new);
    }

    private static double accepted(Target target, int clients, int recipients, double seconds) throws Exception {
        byte[][] samples = samples();
        return Steady.rate(
                clients,
                seconds,
                client -> new Sender(SmtpConnection.plain(target), addresses(target, client, recipients)),
                (sender, i) -> sender.deliver(samples[(int) (i % SAMPLES)]));
    }

    /** Counts a message when IMAP shows it to its last recipient. */
    private static double visible(Target target, int recipients, double seconds) throws Exception {
        byte[][] samples = samples();
        int clients = 8;
        long before = shown(target, clients * recipients);
        long[] sent = new long[clients];
        long start = System.nanoTime();
        Crew.seconds(clients, client -> {
            try (Sender sender = new Sender(SmtpConnection.plain(target), addresses(target, client, recipients))) {
                for (; System.nanoTime() < start + seconds * 1e9; sent[client]++) {
                    sender.deliver(samples[(int) (sent[client] % SAMPLES)]);
                }
            }
        });
        long messages = Arrays.stream(sent).sum();
        while (shown(target, clients * recipients) < before + messages * recipients) {
            Thread.onSpinWait();
        }
        return messages / ((System.nanoTime() - start) / 1e9);
    }

    private static long shown(Target target, int accounts) throws IOException {
        long shown = 0;
        for (int account = 0; account < accounts; account++) {
            try (ImapConnection connection = new ImapConnection(target, account)) {
                shown += connection.number("STATUS INBOX (MESSAGES)", "MESSAGES");
            }
        }
        return shown;
    }

    private static double appended(Target target, int clients, double seconds) throws Exception {
        byte[][] samples = samples();
        return Steady.rate(
                clients, seconds, client -> new ImapConnection(target, APPENDER + client), (connection, i) -> {
                    connection.append("INBOX", samples[(int) (i % SAMPLES)]);
                    return 1;
                });
    }

    /** From 250 to EXISTS in a client that waits in IDLE; a client that is told first counts as 0. */
    private static double push(Target target, double seconds, double quantile) throws Exception {
        byte[][] samples = samples();
        List<Double> millis = new ArrayList<>();
        try (ImapConnection idle = new ImapConnection(target, LISTENERS);
                Sender sender = new Sender(SmtpConnection.plain(target), List.of(target.address(LISTENERS)))) {
            idle.command("SELECT INBOX");
            idle.idle();
            long deadline = System.nanoTime() + (long) (seconds * 1e9);
            for (int i = 0; System.nanoTime() < deadline; i++) {
                sender.deliver(samples[i % SAMPLES]);
                long accepted = System.nanoTime();
                idle.awaitExists();
                millis.add((System.nanoTime() - accepted) / 1e6);
            }
            idle.done();
        }
        return Quantile.of(millis, quantile);
    }

    private static List<String> addresses(Target target, int client, int recipients) {
        return IntStream.range(client * recipients, (client + 1) * recipients)
                .mapToObj(target::address)
                .toList();
    }

    private record Sender(SmtpConnection connection, List<String> recipients) implements Closeable {

        long deliver(byte[] message) throws IOException {
            connection.deliver(recipients, message);
            return 1;
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
