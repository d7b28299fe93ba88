package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several sessions do random things to one mailbox. Each client believes nothing but what it is told; what it believes is
 * checked against every answer, and against the mailbox whenever it may know all.
 */
class SeveralSessionsTest {

    private static final int SESSIONS = 4;
    private static final int STEPS = 600;
    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Answered", "\\Deleted", "$One", "$Two");
    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern EXPUNGE = Pattern.compile("\\* (\\d+) EXPUNGE");
    private static final Pattern FETCH =
            Pattern.compile("\\* (\\d+) FETCH \\((?:UID (\\d+))? ?(?:FLAGS \\((.*?)\\))?\\)");

    @TempDir
    Path spoolFolder;

    private final InMemoryImapListener store = new InMemoryImapListener();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyClientKnowsWhatIsThere(long seed) throws MailStoreException {
        Random random = new Random(seed);
        AccountId account = store.addAccount("alice@example.test", "alice");
        List<Believer> clients = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            clients.add(new Believer());
        }
        for (int step = 0; step < STEPS; step++) {
            Believer client = clients.get(random.nextInt(SESSIONS));
            client.doSomething(random);
            if (random.nextInt(4) == 0) {
                client.say("NOOP");
                client.knows(store.select(account, MailboxName.INBOX));
            }
        }
        for (Believer client : clients) {
            client.say("NOOP");
            client.knows(store.select(account, MailboxName.INBOX));
        }
    }

    private static final class Message {
        @Nullable
        Long uid;
        /** Without {@code \Recent}; null as long as nothing was said of them. */
        @Nullable
        Set<String> flags;
    }

    /** A client and what it believes of the mailbox. */
    private final class Believer {

        private final Client client;
        private final List<Message> messages = new ArrayList<>();
        private int tag;

        Believer() throws MailStoreException {
            client = new Client(store, spoolFolder);
            client.say("L LOGIN alice@example.test alice");
            believe("SELECT", client.say("S SELECT INBOX"));
        }

        void doSomething(Random random) throws MailStoreException {
            boolean uid = random.nextBoolean();
            switch (random.nextInt(9)) {
                case 0, 1 -> append(1 + random.nextInt(3));
                case 2, 3 -> fetch(random, uid);
                case 4, 5 -> change(random, uid);
                case 6 -> search(uid);
                case 7 -> say("EXPUNGE");
                default -> idle();
            }
        }

        private void append(int count) throws MailStoreException {
            for (int i = 0; i < count; i++) {
                say("APPEND INBOX {14+}\r\nSubject: x\r\n\r\n");
            }
        }

        private void fetch(Random random, boolean uid) throws MailStoreException {
            if (!messages.isEmpty() || uid) {
                say(prefix(uid) + "FETCH " + set(random, uid) + " (UID FLAGS)");
            }
        }

        private void change(Random random, boolean uid) throws MailStoreException {
            if (messages.isEmpty()) {
                return;
            }
            String how = List.of("+", "-", "").get(random.nextInt(3));
            String flag = FLAGS.get(random.nextInt(FLAGS.size()));
            if (random.nextBoolean()) {
                say(prefix(uid) + "STORE " + set(random, uid) + " " + how + "FLAGS (" + flag + ")");
                return;
            }
            int number = 1 + random.nextInt(messages.size());
            Message message = messages.get(number - 1);
            Set<String> before = message.flags;
            String answer = say("STORE " + number + " " + how + "FLAGS.SILENT (" + flag + ")");
            boolean told = answer.contains("* " + number + " FETCH ");
            if (before != null && !told && answer.contains(" OK STORE")) {
                message.flags = changed(before, how, flag);
            }
        }

        private static Set<String> changed(Set<String> before, String how, String flag) {
            Set<String> after = new TreeSet<>(how.isEmpty() ? Set.of() : before);
            if (how.equals("-")) {
                after.remove(flag);
            } else {
                after.add(flag);
            }
            return after;
        }

        private void search(boolean uid) throws MailStoreException {
            String answer = say(prefix(uid) + "SEARCH ALL");
            String numbers = answer.lines()
                    .filter(line -> line.startsWith("* SEARCH"))
                    .findFirst()
                    .orElseThrow()
                    .substring("* SEARCH".length())
                    .strip();
            if (!uid) {
                IntStream found = Arrays.stream(numbers.isEmpty() ? new String[0] : numbers.split(" "))
                        .mapToInt(Integer::parseInt);
                assertThat(found.max().orElse(0)).isLessThanOrEqualTo(messages.size());
            }
        }

        private void idle() throws MailStoreException {
            client.begin("I IDLE");
            while (client.takePiece()) {
                // the continuation
            }
            assertThat(client.taken()).startsWith("+ ");
            believe("IDLE", client.take(client.session().woken()));
            believe("IDLE", client.say("DONE"));
        }

        private static String prefix(boolean uid) {
            return uid ? "UID " : "";
        }

        private String set(Random random, boolean uid) {
            long largest = uid ? 5 + 2L * messages.size() : messages.size();
            long first = 1 + (long) (random.nextDouble() * largest);
            long last = 1 + (long) (random.nextDouble() * largest);
            return first + ":" + (random.nextInt(5) == 0 ? "*" : String.valueOf(Math.min(last, largest)));
        }

        String say(String command) throws MailStoreException {
            String answer = client.say("a" + ++tag + " " + command);
            assertThat(answer).as(command).containsPattern("(?m)^a" + tag + " (OK|NO \\[EXPUNGEISSUED]) ");
            believe(command, answer);
            return answer;
        }

        private void believe(String command, String answer) {
            boolean numbersStand = Set.of("FETCH", "STORE", "SEARCH").contains(command.split(" ")[0]);
            for (String line : answer.split("\r\n")) {
                Matcher exists = EXISTS.matcher(line);
                Matcher expunge = EXPUNGE.matcher(line);
                Matcher fetch = FETCH.matcher(line);
                if (exists.matches()) {
                    int count = Integer.parseInt(exists.group(1));
                    assertThat(count).as(command + ": " + line).isGreaterThanOrEqualTo(messages.size());
                    while (messages.size() < count) {
                        messages.add(new Message());
                    }
                } else if (expunge.matches()) {
                    assertThat(numbersStand).as(command + ": " + line).isFalse();
                    messages.remove(Integer.parseInt(expunge.group(1)) - 1);
                } else if (fetch.matches()) {
                    believeFetch(fetch, command + ": " + line);
                }
            }
        }

        private void believeFetch(Matcher fetch, String where) {
            int number = Integer.parseInt(fetch.group(1));
            assertThat(number).as(where).isLessThanOrEqualTo(messages.size());
            Message message = messages.get(number - 1);
            if (fetch.group(2) != null) {
                long uid = Long.parseLong(fetch.group(2));
                assertThat(message.uid == null || message.uid == uid).as(where).isTrue();
                message.uid = uid;
            }
            if (fetch.group(3) != null) {
                Set<String> flags = new TreeSet<>(List.of(fetch.group(3).split(" ")));
                flags.remove("\\Recent");
                flags.remove("");
                message.flags = flags;
            }
        }

        /** After a NOOP nothing may be missing or wrong. */
        void knows(MailboxSnapshot truth) {
            assertThat(messages).hasSize(truth.size());
            for (int sequence = 1; sequence <= truth.size(); sequence++) {
                Message message = messages.get(sequence - 1);
                if (message.uid != null) {
                    assertThat(message.uid).isEqualTo(truth.uid(sequence));
                }
                if (message.flags != null) {
                    assertThat(message.flags)
                            .as("flags of %d", truth.uid(sequence))
                            .isEqualTo(new TreeSet<>(truth.flagTable().names(truth.flags(sequence))));
                }
            }
        }
    }
}
