package org.facteur.benchmarks.load;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Work of clients that read: in a mailbox of {@value #MESSAGES} messages, made once, and in one of {@value #MANY}. */
final class Reading {

    private static final int MESSAGES = 2_000;
    private static final int MANY = 10_000;
    private static final int READER = 300;
    private static final int READER_OF_MANY = 301;
    private static final int MIXERS = 310;
    private static final int RETRIEVERS = 340;
    private static final int LOGINS = 360;
    private static final int IDLE_CLIENTS = 50;

    private Reading() {}

    static List<Workload> workloads() {
        List<Workload> all = new ArrayList<>();
        all.add(wholeMailbox("fetch-flags", READER, MESSAGES, "FETCH 1:* (FLAGS)"));
        all.add(wholeMailbox("fetch-envelope", READER, MESSAGES, "FETCH 1:* (ENVELOPE RFC822.SIZE INTERNALDATE)"));
        all.add(wholeMailbox(
                "fetch-header", READER, MESSAGES, "FETCH 1:* (BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)])"));
        all.add(wholeMailbox("fetch-structure", READER, MESSAGES, "FETCH 1:* (BODYSTRUCTURE)"));
        all.add(wholeMailbox("fetch-bodies", READER, MESSAGES, "FETCH 1:* (BODY.PEEK[])"));
        all.add(wholeMailbox("fetch-10000-envelopes", READER_OF_MANY, MANY, "FETCH 1:* (ENVELOPE)"));
        all.add(wholeMailbox("fetch-10000-bodies", READER_OF_MANY, MANY, "FETCH 1:* (BODY.PEEK[])"));
        all.add(oneByOne("fetch-body-each", "messages/s", i -> "FETCH " + one(i) + " (BODY.PEEK[])"));
        all.add(oneByOne(
                "store-each",
                "commands/s",
                i -> "STORE " + one(i) + (i / MESSAGES % 2 == 0 ? " +FLAGS" : " -FLAGS") + " (\\Flagged)"));
        all.add(oneByOne("search-subject", "commands/s", i -> "SEARCH SUBJECT \"budget\""));
        all.add(oneByOne("search-text", "commands/s", i -> "SEARCH TEXT \"invoice minutes\""));
        all.add(oneByOne("search-since", "commands/s", i -> "SEARCH SENTSINCE 10-Jan-2026"));
        all.add(oneByOne("search-unseen", "commands/s", i -> "SEARCH UNSEEN"));
        all.add(oneByOne("sort-date", "commands/s", i -> "SORT (DATE) UTF-8 ALL"));
        all.add(oneByOne("sort-subject", "commands/s", i -> "SORT (SUBJECT) UTF-8 ALL"));
        all.add(oneByOne("thread", "commands/s", i -> "THREAD REFERENCES UTF-8 ALL"));
        all.add(new Workload("select-p50", "ms", Reading::select));
        all.add(new Workload("mix-16", "commands/s", Reading::mix));
        all.add(new Workload("retr-8", "messages/s", Reading::retrieve));
        all.add(new Workload("retr-10000", "messages/s", Reading::retrieveMany));
        all.add(new Workload("open-10000-p50", "ms", Reading::openMany));
        all.add(new Workload("login-8", "sessions/s", Reading::login));
        all.add(new Workload("idle", "clients/s", Reading::idle));
        return all;
    }

    /** What one command of a series says. */
    private interface Command {

        String of(long i);
    }

    private static long one(long i) {
        // 997 is prime: every message, and never the next one
        return i * 997 % MESSAGES + 1;
    }

    private static Workload wholeMailbox(String name, int account, int messages, String command) {
        return new Workload(name, "messages/s", (target, seconds) -> {
            fill(target, account, messages);
            return Steady.rate(1, seconds, client -> examined(target, account), (connection, i) -> {
                int answered = connection.command(command);
                if (answered < messages) {
                    throw new IOException(command + ": " + answered + " answers for " + messages + " messages");
                }
                return answered;
            });
        });
    }

    private static Workload oneByOne(String name, String unit, Command command) {
        return new Workload(name, unit, (target, seconds) -> {
            fill(target, READER, MESSAGES);
            return Steady.rate(1, seconds, client -> selected(target, READER), (connection, i) -> {
                connection.command(command.of(i));
                return 1;
            });
        });
    }

    private static double select(Target target, double seconds) throws Exception {
        fill(target, READER, MESSAGES);
        List<Double> millis = new ArrayList<>();
        Steady.rate(1, seconds, client -> new ImapConnection(target, READER), (connection, i) -> {
            long start = System.nanoTime();
            connection.command("SELECT INBOX");
            millis.add((System.nanoTime() - start) / 1e6);
            connection.command("CLOSE");
            return 1;
        });
        return Quantile.of(millis, 0.5);
    }

    /** 16 clients with mailboxes of their own: what a desktop client does all day. */
    private static double mix(Target target, double seconds) throws Exception {
        for (int client = 0; client < 16; client++) {
            fill(target, MIXERS + client, 200);
            try (ImapConnection connection = new ImapConnection(target, MIXERS + client)) {
                if (connection.command("LIST \"\" Sent") == 0) {
                    connection.command("CREATE Sent");
                }
            }
        }
        byte[][] samples = Sending.samples();
        Random random = new Random(1);
        return Steady.rate(16, seconds, client -> selected(target, MIXERS + client), (connection, i) -> {
            int message = random.nextInt(200) + 1;
            switch (random.nextInt(10)) {
                case 0 -> connection.command("STATUS Sent (MESSAGES UNSEEN UIDNEXT)");
                case 1 -> connection.command("SELECT INBOX");
                case 2, 3 -> connection.command("FETCH " + message + " (BODY.PEEK[])");
                case 4 -> connection.command("FETCH 1:50 (UID FLAGS ENVELOPE)");
                case 5 -> connection.command("STORE " + message + " +FLAGS (\\Seen)");
                case 6 -> connection.command("STORE " + message + " -FLAGS (\\Seen)");
                case 7 -> connection.command("SEARCH UNSEEN");
                case 8 -> connection.append("Sent", samples[message]);
                default -> connection.command("NOOP");
            }
            return 1;
        });
    }

    private static double retrieve(Target target, double seconds) throws Exception {
        for (int client = 0; client < 8; client++) {
            fill(target, RETRIEVERS + client, 200);
        }
        return Steady.rate(8, seconds, client -> new Pop3Connection(target, RETRIEVERS + client), (connection, i) -> {
            connection.retrieve((int) (i % 200) + 1);
            return 1;
        });
    }

    /** One client that gets all messages of a large maildrop, as one does that has been away. */
    private static double retrieveMany(Target target, double seconds) throws Exception {
        fill(target, READER_OF_MANY, MANY);
        return Steady.rate(1, seconds, client -> new Pop3Connection(target, READER_OF_MANY), (connection, i) -> {
            connection.retrieve((int) (i % MANY) + 1);
            return 1;
        });
    }

    /** From the greeting of a client to the answer to PASS: the maildrop is listed by then. */
    private static double openMany(Target target, double seconds) throws Exception {
        fill(target, READER_OF_MANY, MANY);
        List<Double> millis = new ArrayList<>();
        Steady.rate(1, seconds, client -> () -> {}, (nothing, i) -> {
            long start = System.nanoTime();
            try (Pop3Connection connection = new Pop3Connection(target, READER_OF_MANY)) {
                millis.add((System.nanoTime() - start) / 1e6);
                connection.quit();
            }
            return 1;
        });
        return Quantile.of(millis, 0.5);
    }

    private static double login(Target target, double seconds) throws Exception {
        return Steady.rate(8, seconds, client -> () -> {}, (nothing, i) -> {
            try (ImapConnection connection = new ImapConnection(target, LOGINS + (int) (i % 8))) {
                connection.logout();
            }
            return 1;
        });
    }

    /** One client after the other connects, selects its mailbox and stays in IDLE, until there are {@value #IDLE_CLIENTS}. */
    private static double idle(Target target, double seconds) throws Exception {
        Deque<ImapConnection> idle = new ArrayDeque<>();
        try {
            return Steady.rate(1, seconds, client -> () -> {}, (nothing, i) -> {
                ImapConnection connection = selected(target, LOGINS + (int) (i % 8));
                idle.add(connection);
                connection.idle();
                if (idle.size() > IDLE_CLIENTS) {
                    idle.remove().close();
                }
                return 1;
            });
        } finally {
            for (ImapConnection connection : idle) {
                connection.close();
            }
        }
    }

    private static ImapConnection selected(Target target, int account) throws IOException {
        ImapConnection connection = new ImapConnection(target, account);
        connection.command("SELECT INBOX");
        return connection;
    }

    private static ImapConnection examined(Target target, int account) throws IOException {
        ImapConnection connection = new ImapConnection(target, account);
        connection.command("EXAMINE INBOX");
        return connection;
    }

    private static void fill(Target target, int account, int messages) throws IOException {
        try (ImapConnection connection = new ImapConnection(target, account)) {
            long present = connection.number("STATUS INBOX (MESSAGES)", "MESSAGES");
            for (long i = present; i < messages; i++) {
                connection.append("INBOX", SampleMessages.message((int) i));
            }
        }
    }
}
