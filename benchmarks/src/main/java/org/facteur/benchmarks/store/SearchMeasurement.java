package org.facteur.benchmarks.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SearchKey.DateRelation;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.mailstore.harness.Database;
import org.facteur.mailstore.harness.TestStore;
import org.facteur.mailstore.search.SearchIndexer;

/**
 * Measures SEARCH, SORT and THREAD in a mailbox of varied text, called as the adapter calls the store.
 *
 * <pre>
 * SearchMeasurement [H2|POSTGRESQL] [messages]
 * </pre>
 */
public final class SearchMeasurement {

    private static final UidSet EVERYTHING = UidSet.range(1, UidSet.MAX_UID);
    private static final int ROUNDS = 41;
    private static final int WORDS = 20_000;
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    private final TestStore store;
    private final Random random = new Random(42);
    private final String[] words = new String[WORDS];

    private SearchMeasurement(TestStore store) {
        this.store = store;
        for (int i = 0; i < WORDS; i++) {
            words[i] = word();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Database database = Database.valueOf(arguments.length > 0 ? arguments[0] : "H2");
        int messages = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        try (TestStore store = TestStore.open(database)) {
            new SearchMeasurement(store).measure(messages);
        }
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        int syllables = 1 + random.nextInt(4);
        for (int i = 0; i < syllables; i++) {
            word.append("bcdfghjklmnprstvwz".charAt(random.nextInt(18)));
            word.append("aeiou".charAt(random.nextInt(5)));
            word.append(random.nextInt(3) == 0 ? "nrst".substring(random.nextInt(3), 3) : "");
        }
        return word.toString();
    }

    /** Words as people use them: few often, most seldom. */
    private String text(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            int rank = (int) (WORDS * Math.pow(random.nextDouble(), 4));
            text.append(words[Math.min(rank, WORDS - 1)]).append(i % 12 == 11 ? "\r\n" : " ");
        }
        return text.toString();
    }

    private byte[] message(int number) {
        int thread = number / 5;
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                FIRST.plus(Duration.ofMinutes(7L * number)).atOffset(ZoneOffset.UTC));
        String references = number % 5 == 0
                ? ""
                : "In-Reply-To: <m" + (number - 1) + "@example.org>\r\nReferences: <m" + 5 * thread + "@example.org> <m"
                        + (number - 1) + "@example.org>\r\n";
        String message = "Return-Path: <sender@example.org>\r\nFrom: " + words[number % 300] + " <"
                + words[number % 300] + "@example.org>\r\nTo: Alice <alice@example.test>\r\nSubject: "
                + (number % 5 == 0 ? "" : "Re: ") + subject(thread) + "\r\nDate: " + date + "\r\nMessage-ID: <m"
                + number
                + "@example.org>\r\n" + references
                + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text(450)
                + "\r\nunique" + number + "end\r\n";
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private String subject(int thread) {
        return words[thread % WORDS] + " " + words[thread * 31 % WORDS] + " of project " + thread;
    }

    private void measure(int messages) throws Exception {
        AccountId account = store.account("alice");
        long begun = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            byte[] octets = message(i);
            store.imap.append(
                    account,
                    MailboxName.INBOX,
                    List.of(new AppendMessage(
                            Flags.NONE, FIRST.plus(Duration.ofMinutes(7L * i)), MessageSource.of(octets))));
        }
        say("filled, messages/s", messages / seconds(begun));
        MailboxId inbox = store.inbox(account);
        SearchIndexer indexer = store.bean(SearchIndexer.class);
        begun = System.nanoTime();
        store.required(() -> {
            indexer.catchUp();
            return null;
        });
        say("indexed, messages/s", messages / seconds(begun));
        System.out.println(indexer.status());
        Map<String, Callable<Object>> work = new TreeMap<>();
        work.put("SEARCH SUBJECT one thread", search(inbox, new SearchKey.Header("Subject", "project 77")));
        work.put("SEARCH SUBJECT common", search(inbox, new SearchKey.Header("Subject", "of project")));
        work.put("SEARCH FROM", search(inbox, new SearchKey.Header("From", words[7])));
        work.put("SEARCH TEXT unique", search(inbox, new SearchKey.Text("unique17e")));
        work.put("SEARCH TEXT absent", search(inbox, new SearchKey.Text("nobody wrote this")));
        work.put("SEARCH TEXT common word", search(inbox, new SearchKey.Text(words[1])));
        work.put("SEARCH TEXT two common words", search(inbox, new SearchKey.Text(words[0] + " " + words[1])));
        work.put("SEARCH BODY seldom word", search(inbox, new SearchKey.Body(words[9_000])));
        work.put("SEARCH BODY two characters", search(inbox, new SearchKey.Body("zu")));
        work.put("SEARCH BODY one character", search(inbox, new SearchKey.Body("e")));
        work.put(
                "SEARCH SINCE",
                search(
                        inbox,
                        new SearchKey.InternalDate(
                                DateRelation.SINCE,
                                FIRST.atZone(ZoneOffset.UTC).toLocalDate().plusDays(5))));
        work.put("SEARCH UNSEEN", search(inbox, new SearchKey.Not(new SearchKey.Flag(SystemFlag.SEEN))));
        for (SortKey key : SortKey.values()) {
            work.put(
                    "SORT " + key,
                    () -> store.imap.sort(
                            inbox, EVERYTHING, new SearchKey.All(), List.of(new SortCriterion(key, false))));
        }
        for (ThreadAlgorithm algorithm : ThreadAlgorithm.values()) {
            work.put("THREAD " + algorithm, () -> store.imap.thread(inbox, EVERYTHING, new SearchKey.All(), algorithm));
        }
        for (Map.Entry<String, Callable<Object>> each : work.entrySet()) {
            measure(each.getKey(), each.getValue());
        }
    }

    private Callable<Object> search(MailboxId inbox, SearchKey key) {
        return () -> store.imap.search(inbox, EVERYTHING, key);
    }

    private static void measure(String name, Callable<Object> work) throws Exception {
        long first = System.nanoTime();
        work.call();
        first = System.nanoTime() - first;
        for (long warm = System.nanoTime(); System.nanoTime() - warm < 1_000_000_000L; ) {
            work.call();
        }
        long[] times = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            work.call();
            times[i] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-30s %8.2f ms first %8.3f ms median %8.0f/s%n",
                name,
                first / 1e6,
                times[ROUNDS / 2] / 1e6,
                1e9 / times[ROUNDS / 2]);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void say(String name, double figure) {
        System.out.printf(Locale.ROOT, "%-30s %8.0f%n", name, figure);
    }
}
