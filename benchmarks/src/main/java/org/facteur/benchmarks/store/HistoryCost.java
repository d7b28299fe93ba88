package org.facteur.benchmarks.store;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facteur.api.content.MessageSource;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.TestStore;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.history.HistoryPage;
import org.facteur.mailstore.history.HistoryQuery;
import org.facteur.mailstore.history.HistoryService;

/**
 * Measures what the delivery history costs a delivery, and how long it takes to look for something in it. Slices with and without history
 * take turns in one store, so that whatever else the machine does concerns both.
 *
 * <pre>
 * HistoryCost [H2|POSTGRESQL] [rounds] [milliseconds of a slice]
 * </pre>
 */
public final class HistoryCost {

    private static final int CLIENTS = 8;
    private static final int ACCOUNTS = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final SmtpClient CLIENT = new SmtpClient(
            SmtpService.RELAY,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
            "mx.example.org",
            Optional.of("TLSv1.3 TLS_AES_128_GCM_SHA256"),
            Optional.empty());

    private final TestStore store;
    private final byte[] message;

    private HistoryCost(TestStore store) {
        this.store = store;
        this.message = ("From: a@example.org\r\nSubject: x\r\nMessage-ID: <a-long-one-20260301@example.org>\r\n\r\n"
                        + "0123456789 0123456789 0123456789 0123456789 0123456789 012345\r\n".repeat(60))
                .getBytes(StandardCharsets.US_ASCII);
    }

    public static void main(String[] arguments) throws Exception {
        Database database = Database.valueOf(arguments.length > 0 ? arguments[0] : "H2");
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int slice = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1_000;
        try (TestStore store = TestStore.open(database)) {
            new HistoryCost(store).measure(database, rounds, Duration.ofMillis(slice));
        }
    }

    private void measure(Database database, int rounds, Duration slice) throws Exception {
        for (int i = 0; i < ACCOUNTS; i++) {
            store.account("account" + i);
            store.smtp.checkRecipient(CLIENT, MailFrom.of(""), RcptTo.of(address(i)));
        }
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            run(clients, WARM_UP);
            List<Slice> with = new ArrayList<>();
            List<Slice> without = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                keep(Duration.ofDays(30));
                with.add(run(clients, slice));
                keep(Duration.ZERO);
                without.add(run(clients, slice));
            }
            System.out.println(database + " with history: " + told(with));
            System.out.println(database + " without: " + told(without));
        } finally {
            clients.shutdownNow();
        }
        search();
    }

    /**
     * Some deliveries.
     *
     * @param rate in a second
     * @param processor microseconds that the process took for one, on all processors, whoever else had them meanwhile
     */
    private record Slice(double rate, double processor) {}

    private static String told(List<Slice> slices) {
        return String.format(
                Locale.ROOT,
                "%.0f deliveries/s, %.0f microseconds of the processors for one (medians of %d)",
                median(slices.stream().mapToDouble(Slice::rate).toArray()),
                median(slices.stream().mapToDouble(Slice::processor).toArray()),
                slices.size());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void keep(Duration period) throws ReflectiveOperationException {
        Field field = History.class.getDeclaredField("period");
        field.setAccessible(true);
        field.set(store.bean(History.class), period);
    }

    private static String address(int account) {
        return "account" + account + "@" + TestStore.DOMAIN;
    }

    private Slice run(ExecutorService clients, Duration time) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long begin = System.nanoTime();
        long processor = system.getProcessCpuTime();
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int first = i * ACCOUNTS / CLIENTS;
            counts.add(clients.submit(() -> {
                int count = 0;
                while (System.nanoTime() - begin < time.toNanos()) {
                    store.smtp.deliver(new InboundMessage(
                            CLIENT,
                            "sender" + count % 50 + "@example.org",
                            List.of(address((first + count) % ACCOUNTS)),
                            MessageSource.of(message),
                            Instant.now()));
                    count++;
                }
                return count;
            }));
        }
        int all = 0;
        for (Future<Integer> count : counts) {
            all += count.get();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Slice(all / seconds, (system.getProcessCpuTime() - processor) / 1e3 / all);
    }

    private void search() {
        long rows = store.number("SELECT COUNT(*) FROM history_message");
        time("the newest 50 of " + rows, HistoryQuery.ALL);
        time("a recipient that is there", new HistoryQuery("", address(7), "", Optional.empty(), Optional.empty()));
        time("a sender that is nowhere", new HistoryQuery("nobody@", "", "", Optional.empty(), Optional.empty()));
        time("a recipient that is nowhere", new HistoryQuery("", "nobody@", "", Optional.empty(), Optional.empty()));
    }

    private void time(String what, HistoryQuery query) {
        HistoryService history = store.bean(HistoryService.class);
        double[] times = new double[9];
        HistoryPage page = history.list(query, OptionalLong.empty(), 50);
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            page = history.list(query, OptionalLong.empty(), 50);
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d found, %.1f ms (median)%n",
                what,
                page.items().size(),
                median(times));
    }
}
