package org.facteur.wire.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.wire.model.ModelMailbox.Message;
import org.facteur.wire.transcript.Wire;
import org.jspecify.annotations.Nullable;

/**
 * One client: what it has been told, and what it has to be told. The rules (RFC 3501 sections 5.5, 7.4.1): numbers stand
 * still while FETCH, STORE and SEARCH by number are answered; every change is told, in order, once.
 */
final class ModelSession implements AutoCloseable {

    private static final Pattern EXISTS = Pattern.compile("\\* (\\d+) EXISTS");
    private static final Pattern EXPUNGE = Pattern.compile("\\* (\\d+) EXPUNGE");
    private static final Pattern FETCH = Pattern.compile("\\* (\\d+) FETCH \\((?:UID (\\d+) )?FLAGS \\(([^)]*)\\)\\)");
    private static final Pattern FETCH_UID_LAST =
            Pattern.compile("\\* (\\d+) FETCH \\(FLAGS \\(([^)]*)\\) UID (\\d+)\\)");

    /** A message as this client numbers it. */
    static final class Known {
        final Message message;
        private Set<String> flags;
        private long since;

        private Known(Message message, long since) {
            this.message = message;
            this.flags = message.flags();
            this.since = since;
        }

        /** What the client has been told, or could have asked for. */
        Set<String> flags() {
            return flags;
        }
    }

    /** What was answered to one command, in order, without its continuations. */
    record Answer(List<String> untagged, String tagged) {

        Answer expect(String beginning) {
            assertThat(tagged).startsWith(beginning);
            return this;
        }

        /** The only untagged line that begins so, without its beginning. */
        String the(String beginning) {
            List<String> found =
                    untagged.stream().filter(line -> line.startsWith(beginning)).toList();
            assertThat(found).as(beginning).hasSize(1);
            return found.get(0).substring(beginning.length()).strip();
        }
    }

    /** How a command lets its client be told of changes. */
    enum Telling {
        /** Expunges may be told, and what changed before is told first. */
        EVERYTHING,
        /** As EVERYTHING, but nothing is looked for beforehand. */
        EVERYTHING_BEHIND,
        /** Numbers stand still. */
        NO_EXPUNGES
    }

    private final Wire wire;
    private final String name;
    private final StringBuilder received = new StringBuilder();
    private final List<Known> known = new ArrayList<>();
    private @Nullable ModelMailbox mailbox;
    private long highest;
    private boolean readOnly;
    private @Nullable String idleTag;
    private int tags;
    private List<Message> presentBefore = List.of();

    ModelSession(Wire wire, String name) {
        this.wire = wire;
        this.name = name;
    }

    @Nullable
    ModelMailbox mailbox() {
        return mailbox;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    boolean isIdle() {
        return idleTag != null;
    }

    /** The messages as the client numbers them; some may be gone. */
    List<Known> known() {
        return known;
    }

    boolean isGone(Known each) {
        return mailbox != null && !mailbox.holds(each.message);
    }

    // Talking

    String readLine() throws IOException {
        int end;
        while ((end = received.indexOf("\r\n")) < 0) {
            byte[] more = wire.receive();
            assertThat(more).as("the connection is open").isNotEmpty();
            received.append(new String(more, StandardCharsets.ISO_8859_1));
        }
        String line = received.substring(0, end);
        received.delete(0, end + 2);
        return line;
    }

    /** Says a command and hears its answer; the model is changed between {@link #begin} and this. */
    Answer say(String command) throws IOException {
        String tag = name + ++tags;
        wire.send((tag + " " + command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return hear(tag);
    }

    private Answer hear(String tag) throws IOException {
        List<String> untagged = new ArrayList<>();
        while (true) {
            String line = readLine();
            if (line.startsWith(tag + " ")) {
                return new Answer(untagged, line.substring(tag.length() + 1));
            }
            untagged.add(line);
        }
    }

    void idle() throws IOException {
        begin();
        idleTag = name + ++tags;
        wire.send((idleTag + " IDLE\r\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(readLine()).startsWith("+ ");
    }

    /** Hears what is pushed until the client knows everything, as long as its wire is patient. */
    void hearPushes() throws IOException {
        while (isBehind()) {
            begin();
            follow(List.of(readLine()), Telling.EVERYTHING_BEHIND, Set.of(), Flags.OF_OTHERS, false);
        }
    }

    private boolean isBehind() {
        ModelMailbox there = selected();
        return known.stream().anyMatch(each -> !there.holds(each.message) || each.message.changed() > each.since)
                || !there.messagesAbove(highest).isEmpty();
    }

    void done() throws IOException {
        String tag = idleTag;
        idleTag = null;
        begin();
        wire.send("DONE\r\n".getBytes(StandardCharsets.ISO_8859_1));
        follow(hear(String.valueOf(tag)).expect("OK").untagged(), Telling.EVERYTHING_BEHIND, Set.of(), Flags.OF_OTHERS);
    }

    void select(ModelMailbox target, boolean examine) throws IOException {
        leave();
        Answer answer = say((examine ? "EXAMINE " : "SELECT ") + target.name)
                .expect(examine ? "OK [READ-ONLY]" : "OK [READ-WRITE]");
        mailbox = target;
        readOnly = examine;
        assertThat(answer.untagged())
                .contains("* " + target.messages().size() + " EXISTS")
                .anyMatch(line -> line.startsWith("* OK [UIDNEXT " + target.uidNext() + "]"));
        target.messages().forEach(message -> known.add(new Known(message, target.clock())));
        highest = target.uidNext() - 1;
    }

    /** Nothing is selected any more. */
    void leave() {
        mailbox = null;
        known.clear();
    }

    // Following

    private ModelMailbox selected() {
        ModelMailbox there = mailbox;
        if (there == null) {
            throw new IllegalStateException("nothing is selected");
        }
        return there;
    }

    /** To be called before the model is changed by a command of this client. */
    void begin() {
        presentBefore = mailbox == null ? List.of() : mailbox.messages();
    }

    /** Whose flags FETCH responses tell. */
    enum Flags {
        /** What somebody has changed since they were told the last time, each once. */
        OF_OTHERS,
        /** Those, and what the command itself asks for or changes. */
        ASKED_FOR
    }

    /**
     * Compares what a client was told with what it had to be told, and takes it over.
     *
     * @param silently the messages whose flags need not be told, since the client has changed them itself
     */
    void follow(List<String> untagged, Telling telling, Set<Message> silently, Flags flags) {
        follow(untagged, telling, silently, flags, true);
    }

    private void follow(List<String> untagged, Telling telling, Set<Message> silently, Flags flags, boolean complete) {
        if (mailbox == null) {
            return;
        }
        ModelMailbox there = mailbox;
        Set<Known> told = new HashSet<>();
        Set<Known> fresh = new HashSet<>();
        boolean first = telling != Telling.EVERYTHING_BEHIND;
        for (String line : untagged) {
            Matcher exists = EXISTS.matcher(line);
            Matcher expunge = EXPUNGE.matcher(line);
            if (exists.matches()) {
                fresh.addAll(arrived(Integer.parseInt(exists.group(1)), first));
                first = false;
            } else if (expunge.matches()) {
                assertThat(telling).as(line).isNotEqualTo(Telling.NO_EXPUNGES);
                Known gone = known.remove(Integer.parseInt(expunge.group(1)) - 1);
                assertThat(there.holds(gone.message))
                        .as("%s is still there: %s", gone.message, line)
                        .isFalse();
                told.remove(gone);
            } else {
                followFetch(line, told, flags);
            }
        }
        for (Known each : known) {
            boolean behind = !each.flags.equals(each.message.flags()) && there.holds(each.message);
            boolean excused =
                    silently.contains(each.message) || fresh.contains(each) || told.contains(each) || !complete;
            assertThat(behind && !excused)
                    .as("%s has not been told of %s", name, each.message)
                    .isFalse();
            if (complete || told.contains(each)) {
                each.flags = each.message.flags();
                each.since = there.clock();
            }
        }
        if (complete) {
            assertThat(known.stream().filter(each -> there.holds(each.message)).map(each -> each.message.uid))
                    .as("what %s knows", name)
                    .isEqualTo(there.messages().stream()
                            .map(message -> message.uid)
                            .toList());
            if (telling != Telling.NO_EXPUNGES) {
                assertThat(known).hasSize(there.messages().size());
            }
        }
    }

    private List<Known> arrived(int count, boolean first) {
        ModelMailbox there = selected();
        int more = count - known.size();
        assertThat(more)
                .as("%d EXISTS where %s knew %d", count, name, known.size())
                .isPositive();
        List<Message> before =
                presentBefore.stream().filter(message -> message.uid > highest).toList();
        List<Message> now = there.messagesAbove(highest);
        List<Message> arrived = first && before.size() == more ? before : now;
        assertThat(arrived)
                .as("%d EXISTS where %s knew %d", count, name, known.size())
                .hasSize(more);
        List<Known> fresh = new ArrayList<>();
        arrived.forEach(message -> fresh.add(new Known(message, there.clock())));
        known.addAll(fresh);
        highest = Math.max(highest, arrived.get(arrived.size() - 1).uid);
        return fresh;
    }

    private void followFetch(String line, Set<Known> told, Flags whose) {
        Matcher fetch = FETCH.matcher(line);
        Matcher uidLast = FETCH_UID_LAST.matcher(line);
        boolean matches = fetch.matches();
        if (!matches && !uidLast.matches()) {
            return;
        }
        Known each = known.get(Integer.parseInt(matches ? fetch.group(1) : uidLast.group(1)) - 1);
        String uid = matches ? fetch.group(2) : uidLast.group(3);
        assertThat(uid == null || Long.parseLong(uid) == each.message.uid)
                .as(line)
                .isTrue();
        assertThat(flags(matches ? fetch.group(3) : uidLast.group(2))).as(line).isEqualTo(each.message.flags());
        boolean news = told.add(each);
        if (whose == Flags.OF_OTHERS) {
            assertThat(news && each.message.changed() > each.since)
                    .as("%s is news to %s", line, name)
                    .isTrue();
        }
    }

    static Set<String> flags(String text) {
        Set<String> flags = new TreeSet<>(List.of(text.split(" ")));
        flags.remove("\\Recent");
        flags.remove("");
        return flags;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
