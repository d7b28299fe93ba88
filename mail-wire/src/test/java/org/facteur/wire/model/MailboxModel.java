package org.facteur.wire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.facteur.wire.model.ModelMailbox.Message;
import org.facteur.wire.model.ModelSession.Answer;
import org.facteur.wire.model.ModelSession.Flags;
import org.facteur.wire.model.ModelSession.Known;
import org.facteur.wire.model.ModelSession.Telling;
import org.facteur.wire.transcript.Wire;

/**
 * Many sessions on two mailboxes of one account, each of which does something by chance when it is its turn. Every answer is
 * predicted; what differs is an {@link AssertionError} that ends with the last commands of all. One seed is one run.
 */
public final class MailboxModel implements AutoCloseable {

    private static final List<String> FLAGS =
            List.of("\\Seen", "\\Deleted", "\\Flagged", "\\Answered", "$One", "$Two", "$Three");

    private static final int LAST_WORDS = 25;
    private static final int MANY = 60;

    private final Random random;
    private final ModelMailbox inbox = new ModelMailbox("INBOX");
    private final ModelMailbox other = new ModelMailbox("Drafts");
    private final List<ModelSession> sessions = new ArrayList<>();
    private final Deque<String> said = new ArrayDeque<>();

    public MailboxModel(long seed) {
        this.random = new Random(seed);
    }

    /** Adds a session on a connection whose greeting is still to come. */
    public void connect(Wire wire, String user, String password) throws IOException {
        ModelSession session = new ModelSession(wire, "s" + sessions.size() + "x");
        assertThat(session.readLine()).startsWith("* OK");
        session.say("LOGIN " + user + " " + password).expect("OK");
        session.select(random.nextInt(4) == 0 ? other : inbox, false);
        sessions.add(session);
    }

    /** Lets sessions do so many things in all; at the end everybody knows everything. */
    public void play(int commands) throws IOException {
        try {
            for (int i = 0; i < commands; i++) {
                doSomething(sessions.get(random.nextInt(sessions.size())));
                for (ModelSession session : sessions) {
                    if (session.isIdle()) {
                        session.hearPushes();
                    }
                }
            }
            for (ModelSession session : sessions) {
                if (session.isIdle()) {
                    session.done();
                }
                if (session.mailbox() != null) {
                    session.begin();
                    say(session, "NOOP", Telling.EVERYTHING_BEHIND).expect("OK");
                }
            }
        } catch (AssertionError | IOException | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n" + String.join("\n", said), e);
        }
    }

    private void doSomething(ModelSession session) throws IOException {
        if (session.isIdle()) {
            note(session, "DONE");
            session.done();
            return;
        }
        ModelMailbox mailbox = session.mailbox();
        if (mailbox == null) {
            open(session);
            return;
        }
        int what = random.nextInt(session.isReadOnly() ? 60 : 100);
        if (what < 5) {
            session.begin();
            say(session, random.nextBoolean() ? "NOOP" : "CHECK", Telling.EVERYTHING)
                    .expect("OK");
        } else if (what < 18) {
            append(session);
        } else if (what < 30) {
            fetch(session, mailbox);
        } else if (what < 42) {
            search(session);
        } else if (what < 50) {
            transfer(session, mailbox, false);
        } else if (what < 53) {
            status(session);
        } else if (what < 57) {
            note(session, "IDLE");
            session.idle();
        } else if (what < 60) {
            close(session, mailbox);
        } else if (what < 82) {
            store(session, mailbox);
        } else if (what < 92) {
            expunge(session, mailbox);
        } else {
            transfer(session, mailbox, true);
        }
    }

    private void note(ModelSession session, String command) {
        said.addLast(session + " " + command);
        if (said.size() > LAST_WORDS) {
            said.removeFirst();
        }
    }

    private Answer say(ModelSession session, String command, Telling telling) throws IOException {
        note(session, command);
        Answer answer = session.say(command);
        session.follow(answer.untagged(), telling, Set.of(), Flags.OF_OTHERS);
        return answer;
    }

    private void open(ModelSession session) throws IOException {
        ModelMailbox target = random.nextInt(4) == 0 ? other : inbox;
        boolean examine = random.nextInt(6) == 0;
        note(session, (examine ? "EXAMINE " : "SELECT ") + target.name);
        session.select(target, examine);
    }

    private void close(ModelSession session, ModelMailbox mailbox) throws IOException {
        if (random.nextBoolean()) {
            note(session, "UNSELECT");
            session.say("UNSELECT").expect("OK");
        } else {
            note(session, "CLOSE");
            session.say("CLOSE").expect("OK");
            if (!session.isReadOnly()) {
                mailbox.remove(deleted(mailbox.messages()));
            }
        }
        session.leave();
    }

    private static List<Message> deleted(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.flags().contains("\\Deleted"))
                .toList();
    }

    private void append(ModelSession session) throws IOException {
        ModelMailbox target = random.nextInt(5) == 0 ? other : inbox;
        if (target.messages().size() > MANY) {
            return;
        }
        Set<String> flags = randomFlags(3);
        session.begin();
        Message added = target.add(flags);
        Answer answer = say(
                session,
                "APPEND " + target.name + " (" + String.join(" ", flags) + ") {14+}\r\nSubject: x\r\n\r\n",
                Telling.EVERYTHING_BEHIND);
        assertThat(answer.tagged()).matches("OK \\[APPENDUID \\d+ " + added.uid + "] .*");
    }

    private void status(ModelSession session) throws IOException {
        ModelMailbox target = random.nextBoolean() ? other : inbox;
        session.begin();
        Answer answer = say(session, "STATUS " + target.name + " (MESSAGES UIDNEXT UNSEEN)", Telling.EVERYTHING_BEHIND);
        long unseen = target.messages().stream()
                .filter(message -> !message.flags().contains("\\Seen"))
                .count();
        assertThat(answer.expect("OK").the("* STATUS " + target.name))
                .isEqualTo("(MESSAGES %d UIDNEXT %d UNSEEN %d)"
                        .formatted(target.messages().size(), target.uidNext(), unseen));
    }

    private void fetch(ModelSession session, ModelMailbox mailbox) throws IOException {
        boolean uid = random.nextBoolean();
        if (!uid && session.known().isEmpty()) {
            return;
        }
        Chosen chosen = choose(session, mailbox, uid);
        session.begin();
        note(session, prefix(uid) + "FETCH " + chosen.set);
        Answer answer = session.say(prefix(uid) + "FETCH " + chosen.set + " (UID FLAGS)");
        session.follow(answer.untagged(), uid ? Telling.EVERYTHING : Telling.NO_EXPUNGES, Set.of(), Flags.ASKED_FOR);
        List<String> expected = chosen.present.stream()
                .map(message -> message.uid + " " + new TreeSet<>(message.flags()))
                .toList();
        List<String> told = answer.untagged().stream()
                .filter(line -> line.contains(" FETCH (UID "))
                .map(line -> line.replaceFirst(".*\\(UID (\\d+) FLAGS .*", "$1") + " "
                        + ModelSession.flags(line.replaceFirst(".*FLAGS \\(([^)]*)\\).*", "$1")))
                .toList();
        assertThat(told).isEqualTo(expected);
        answer.expect(chosen.someAreGone && !uid ? "NO [EXPUNGEISSUED]" : "OK");
    }

    private void search(ModelSession session) throws IOException {
        boolean uid = random.nextBoolean();
        String flag = FLAGS.get(random.nextInt(FLAGS.size()));
        boolean without = random.nextBoolean();
        session.begin();
        String command = prefix(uid) + "SEARCH " + criterion(flag, without);
        note(session, command);
        Answer answer = session.say(command).expect("OK");
        int at = 0;
        while (at < answer.untagged().size() && !answer.untagged().get(at).startsWith("* SEARCH")) {
            at++;
        }
        List<Long> numbers = new ArrayList<>();
        // Numbers are those of the moment at which the answer stands: before expunges are told behind it.
        session.follow(answer.untagged().subList(0, at), Telling.NO_EXPUNGES, Set.of(), Flags.OF_OTHERS);
        for (int i = 0; i < session.known().size(); i++) {
            Known each = session.known().get(i);
            if (!session.isGone(each) && each.message.flags().contains(flag) != without) {
                numbers.add(uid ? each.message.uid : i + 1L);
            }
        }
        String expected = numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
        assertThat(answer.the("* SEARCH")).isEqualTo(expected);
        session.begin();
        session.follow(
                answer.untagged().subList(at, answer.untagged().size()),
                uid ? Telling.EVERYTHING_BEHIND : Telling.NO_EXPUNGES,
                Set.of(),
                Flags.OF_OTHERS);
    }

    private static String criterion(String flag, boolean without) {
        String positive = flag.startsWith("\\") ? flag.substring(1).toUpperCase(Locale.ROOT) : "KEYWORD " + flag;
        return without ? "NOT " + positive : positive;
    }

    private void store(ModelSession session, ModelMailbox mailbox) throws IOException {
        boolean uid = random.nextBoolean();
        if (!uid && session.known().isEmpty()) {
            return;
        }
        Chosen chosen = choose(session, mailbox, uid);
        String mode = List.of("+", "-", "").get(random.nextInt(3));
        boolean silent = random.nextInt(3) == 0;
        Set<String> flags = randomFlags(2);
        Map<Message, Set<String>> expectedByClient = new LinkedHashMap<>();
        session.known().forEach(each -> {
            if (chosen.present.contains(each.message)) {
                expectedByClient.put(each.message, changed(each.flags(), mode, flags));
            }
        });
        session.begin();
        for (Message message : chosen.present) {
            mailbox.setFlags(message, changed(message.flags(), mode, flags));
        }
        Set<Message> silently = silent
                ? chosen.present.stream()
                        .filter(message -> message.flags().equals(expectedByClient.get(message)))
                        .collect(Collectors.toSet())
                : Set.of();
        String command = prefix(uid) + "STORE " + chosen.set + " " + mode + "FLAGS" + (silent ? ".SILENT" : "") + " ("
                + String.join(" ", flags) + ")";
        note(session, command);
        Answer answer = session.say(command);
        session.follow(
                answer.untagged(),
                uid ? Telling.EVERYTHING : Telling.NO_EXPUNGES,
                silently,
                silent ? Flags.OF_OTHERS : Flags.ASKED_FOR);
        answer.expect(chosen.someAreGone && !uid ? "NO [EXPUNGEISSUED]" : "OK");
        if (!silent) {
            assertThat(answer.untagged().stream()
                            .filter(line -> line.contains(" FETCH ("))
                            .count())
                    .as("every message is told of once")
                    .isGreaterThanOrEqualTo(chosen.present.size());
        }
    }

    private static Set<String> changed(Set<String> before, String mode, Set<String> flags) {
        Set<String> after = new TreeSet<>(mode.isEmpty() ? Set.of() : before);
        if (mode.equals("-")) {
            after.removeAll(flags);
        } else {
            after.addAll(flags);
        }
        return after;
    }

    private void expunge(ModelSession session, ModelMailbox mailbox) throws IOException {
        boolean uid = random.nextInt(3) == 0;
        String command = "EXPUNGE";
        List<Message> gone = deleted(mailbox.messages());
        if (uid) {
            Chosen chosen = choose(session, mailbox, true);
            command = "UID EXPUNGE " + chosen.set;
            gone = deleted(chosen.present);
        }
        session.begin();
        mailbox.remove(gone);
        say(session, command, Telling.EVERYTHING).expect("OK");
    }

    private void transfer(ModelSession session, ModelMailbox mailbox, boolean move) throws IOException {
        boolean uid = random.nextBoolean();
        ModelMailbox target = mailbox == inbox ? other : inbox;
        if (!move && random.nextInt(3) == 0) {
            target = mailbox;
        }
        if ((!uid && session.known().isEmpty()) || target.messages().size() > MANY) {
            return;
        }
        Chosen chosen = choose(session, mailbox, uid);
        boolean refused = !uid && chosen.someAreGone;
        List<Message> originals = refused ? List.of() : chosen.present;
        session.begin();
        List<Message> copies = target.addCopies(originals);
        if (move) {
            mailbox.remove(originals);
        }
        Answer answer = say(
                session, prefix(uid) + (move ? "MOVE " : "COPY ") + chosen.set + " " + target.name, Telling.EVERYTHING);
        answer.expect(refused ? "NO [EXPUNGEISSUED]" : "OK");
        if (!originals.isEmpty()) {
            String code = move
                    ? answer.the("* OK [COPYUID")
                    : answer.tagged().replaceFirst("OK \\[COPYUID", "").strip();
            String[] words = code.split("[] ]+");
            assertThat(numbers(words[1])).isEqualTo(uids(originals));
            assertThat(numbers(words[2])).isEqualTo(uids(copies));
        }
    }

    private static List<Long> uids(List<Message> messages) {
        return messages.stream().map(message -> message.uid).toList();
    }

    private static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
                    .forEach(numbers::add);
        }
        return numbers;
    }

    /** A set as the command names it, and the messages that it means. */
    private record Chosen(String set, List<Message> present, boolean someAreGone) {}

    private Chosen choose(ModelSession session, ModelMailbox mailbox, boolean uid) {
        long largest = uid ? mailbox.uidNext() : session.known().size();
        long a = 1 + (long) (random.nextDouble() * largest);
        long b = random.nextInt(3) == 0 ? a : 1 + (long) (random.nextDouble() * largest);
        boolean toTheEnd = random.nextInt(6) == 0;
        if (uid) {
            List<Message> all = mailbox.messages();
            long last = all.isEmpty() ? 0 : all.get(all.size() - 1).uid;
            long end = toTheEnd ? last : b;
            long low = Math.min(a, end);
            long high = Math.max(a, end);
            List<Message> present = toTheEnd && all.isEmpty()
                    ? List.of()
                    : all.stream()
                            .filter(message -> message.uid >= low && message.uid <= high)
                            .toList();
            return new Chosen(a + ":" + (toTheEnd ? "*" : b), present, false);
        }
        int first = (int) Math.min(a, toTheEnd ? largest : b);
        int last = (int) Math.max(a, toTheEnd ? largest : b);
        List<Known> named = IntStream.rangeClosed(first, last)
                .mapToObj(number -> session.known().get(number - 1))
                .toList();
        return new Chosen(
                a == b && !toTheEnd ? String.valueOf(a) : a + ":" + (toTheEnd ? "*" : b),
                named.stream()
                        .filter(each -> !session.isGone(each))
                        .map(each -> each.message)
                        .toList(),
                named.stream().anyMatch(session::isGone));
    }

    private static String prefix(boolean uid) {
        return uid ? "UID " : "";
    }

    private Set<String> randomFlags(int most) {
        List<String> all = new ArrayList<>(FLAGS);
        Collections.shuffle(all, random);
        return new TreeSet<>(all.subList(0, 1 + random.nextInt(most)));
    }

    @Override
    public void close() throws IOException {
        for (ModelSession session : sessions) {
            session.close();
        }
    }
}
