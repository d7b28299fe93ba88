package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagChange.Mode;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey.Sequence.Range;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.store.BytesSource;
import org.facteur.imap.store.InMemoryImapListener;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client is told, and when. Every row begins with the messages 1 to 5 in a mailbox selected for reading only. */
class SelectedMailboxTest {

    private static final MailboxName WORK = new MailboxName("Work");

    private final InMemoryImapListener store = new InMemoryImapListener();
    private final List<String> hints = new ArrayList<>();
    private AccountId account;
    private SelectedMailbox selected;

    @BeforeEach
    void selectFiveMessages() throws MailStoreException {
        account = store.addAccount("alice@example.test", "alice");
        store.create(account, WORK, null);
        for (int i = 0; i < 5; i++) {
            arrive(this);
        }
        selected = open(true);
        selected.refresh(true);
        hints.clear();
    }

    private SelectedMailbox open(boolean readOnly) throws MailStoreException {
        return SelectedMailbox.open(
                store, account, WORK, readOnly, new EnabledExtensions(), () -> hints.add("changed"));
    }

    private interface Step {
        void take(SelectedMailboxTest test) throws MailStoreException;
    }

    private record Row(String name, List<Step> steps, List<String> told) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, List<Step> steps, String... told) {
        return new Row(name, steps, List.of(told));
    }

    private static void arrive(SelectedMailboxTest test) throws MailStoreException {
        test.store.append(
                test.account,
                WORK,
                List.of(new AppendMessage(
                        Flags.NONE,
                        Instant.EPOCH,
                        new BytesSource("Subject: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))));
    }

    private static Step expunge(long... uids) {
        return test -> {
            for (long uid : uids) {
                test.change(uid, Mode.ADD, Flags.of(SystemFlag.DELETED));
                test.store.expunge(test.selected.id(), UidSet.of(uid));
            }
        };
    }

    private static Step flag(long uid, Mode mode, SystemFlag... flags) {
        return test -> test.change(uid, mode, Flags.of(flags));
    }

    private static Step keyword(long uid, String keyword) {
        return test -> test.change(uid, Mode.ADD, new Flags(Set.of(), Set.of(keyword)));
    }

    private void change(long uid, Mode mode, Flags flags) throws MailStoreException {
        store.store(selected.id(), UidSet.of(uid), new FlagChange(mode, flags));
    }

    /** The client changes flags itself; {@code meanwhile} happens before it is told. */
    private static Step own(long uid, Mode mode, SystemFlag flag, boolean silent, Step... meanwhile) {
        return test -> {
            FlagChange change = new FlagChange(mode, Flags.of(flag));
            test.store.store(test.selected.id(), UidSet.of(uid), change);
            for (Step step : meanwhile) {
                step.take(test);
            }
            test.selected.refresh(
                    false,
                    new OwnChange(
                            UidSet.of(uid), change, silent ? OwnChange.Answer.SILENT : OwnChange.Answer.FLAGS, false));
        };
    }

    private static final Step POLL = test -> test.selected.refresh(true);
    private static final Step POLL_WITHOUT_EXPUNGES = test -> test.selected.refresh(false);
    private static final Step FORGET = test -> test.drain();
    private static final Step BEGIN = test -> test.selected.nextUpdate();
    private static final Step ARRIVE = SelectedMailboxTest::arrive;

    private static Stream<Row> rows() {
        return Stream.of(
                row("nothing happened", List.of(POLL)),
                row("a message arrived", List.of(ARRIVE, POLL), "* 6 EXISTS", "* 6 RECENT"),
                row("one went", List.of(expunge(2), POLL), "* 2 EXPUNGE", "* 4 RECENT"),
                row("neighbours went", List.of(expunge(2, 3), POLL), "* 2 EXPUNGE", "* 2 EXPUNGE", "* 3 RECENT"),
                row("the ends went", List.of(expunge(1, 5), POLL), "* 1 EXPUNGE", "* 4 EXPUNGE", "* 3 RECENT"),
                row(
                        "all went",
                        List.of(expunge(1, 2, 3, 4, 5), POLL),
                        "* 1 EXPUNGE",
                        "* 1 EXPUNGE",
                        "* 1 EXPUNGE",
                        "* 1 EXPUNGE",
                        "* 1 EXPUNGE",
                        "* 0 RECENT"),
                row("one went and one arrived", List.of(expunge(4), ARRIVE, POLL), "* 4 EXPUNGE", "* 5 EXISTS"),
                row("one arrived and went untold", List.of(ARRIVE, expunge(6), POLL)),
                row("one went that may not be told", List.of(expunge(2), POLL_WITHOUT_EXPUNGES)),
                row(
                        "one went that may be told later",
                        List.of(expunge(2), POLL_WITHOUT_EXPUNGES, POLL),
                        "* 2 EXPUNGE",
                        "* 4 RECENT"),
                row(
                        "one arrived behind a ghost",
                        List.of(expunge(2), ARRIVE, POLL_WITHOUT_EXPUNGES),
                        "* 6 EXISTS",
                        "* 6 RECENT"),
                row(
                        "a ghost keeps the numbers of those behind it",
                        List.of(
                                expunge(2),
                                POLL_WITHOUT_EXPUNGES,
                                flag(4, Mode.ADD, SystemFlag.SEEN),
                                POLL_WITHOUT_EXPUNGES),
                        "* 4 FETCH (FLAGS (\\Seen \\Recent))"),
                row(
                        "ghosts of two times go together",
                        List.of(expunge(4), POLL_WITHOUT_EXPUNGES, expunge(1), POLL_WITHOUT_EXPUNGES, POLL),
                        "* 1 EXPUNGE",
                        "* 3 EXPUNGE",
                        "* 3 RECENT"),
                row(
                        "an expunge shifts the number of a change",
                        List.of(expunge(1), flag(3, Mode.ADD, SystemFlag.FLAGGED), POLL),
                        "* 1 EXPUNGE",
                        "* 4 RECENT",
                        "* 2 FETCH (FLAGS (\\Flagged \\Recent))"),
                row(
                        "a message that arrived is not told twice",
                        List.of(ARRIVE, flag(6, Mode.ADD, SystemFlag.SEEN), POLL),
                        "* 6 EXISTS",
                        "* 6 RECENT"),
                row(
                        "flags that changed and changed back",
                        List.of(flag(1, Mode.ADD, SystemFlag.SEEN), flag(1, Mode.REMOVE, SystemFlag.SEEN), POLL),
                        "* 1 FETCH (FLAGS (\\Recent))"),
                row(
                        "a keyword appeared",
                        List.of(keyword(2, "$Work"), POLL),
                        "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Work)",
                        "* 2 FETCH (FLAGS ($Work \\Recent))"),
                row(
                        "a change of one's own is told",
                        List.of(own(3, Mode.ADD, SystemFlag.SEEN, false)),
                        "* 3 FETCH (FLAGS (\\Seen \\Recent))"),
                row(
                        "a change of one's own that changes nothing is told, too",
                        List.of(
                                flag(3, Mode.ADD, SystemFlag.SEEN),
                                POLL,
                                FORGET,
                                own(3, Mode.ADD, SystemFlag.SEEN, false)),
                        "* 3 FETCH (FLAGS (\\Seen \\Recent))"),
                row("a silent change is not told", List.of(own(3, Mode.ADD, SystemFlag.SEEN, true), POLL)),
                row(
                        "a silent change that met another one is told",
                        List.of(own(3, Mode.ADD, SystemFlag.SEEN, true, flag(3, Mode.ADD, SystemFlag.FLAGGED))),
                        "* 3 FETCH (FLAGS (\\Flagged \\Seen \\Recent))"),
                row(
                        "a silent change hides no change of another message",
                        List.of(own(3, Mode.ADD, SystemFlag.SEEN, true, flag(2, Mode.ADD, SystemFlag.FLAGGED))),
                        "* 2 FETCH (FLAGS (\\Flagged \\Recent))"),
                row(
                        "a silent replacement that met another one is told",
                        List.of(own(3, Mode.REPLACE, SystemFlag.SEEN, true, flag(3, Mode.REMOVE, SystemFlag.SEEN))),
                        "* 3 FETCH (FLAGS (\\Recent))"),
                row(
                        "a change after a silent one is told",
                        List.of(own(3, Mode.ADD, SystemFlag.SEEN, true), flag(3, Mode.ADD, SystemFlag.DRAFT), POLL),
                        "* 3 FETCH (FLAGS (\\Seen \\Draft \\Recent))"),
                row(
                        "two refreshes before anything is told are one",
                        List.of(expunge(5), POLL, ARRIVE, POLL),
                        "* 5 EXPUNGE",
                        "* 5 EXISTS"),
                row(
                        "a refresh while another is told comes after it",
                        List.of(expunge(5), POLL, BEGIN, ARRIVE, POLL),
                        "* 4 RECENT",
                        "* 5 EXISTS",
                        "* 5 RECENT"),
                row(
                        "a silent change that follows one that is not told yet is told with it",
                        List.of(
                                flag(3, Mode.ADD, SystemFlag.FLAGGED),
                                POLL_WITHOUT_EXPUNGES,
                                own(3, Mode.ADD, SystemFlag.SEEN, true)),
                        "* 3 FETCH (FLAGS (\\Flagged \\Seen \\Recent))"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void tells(Row row) throws MailStoreException {
        for (Step step : row.steps()) {
            step.take(this);
        }
        assertThat(drain()).isEqualTo(row.told());
    }

    private List<String> drain() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ResponseWriter writer = new ResponseWriter(new Collected(octets));
        @Nullable ImapResponse update;
        while ((update = selected.nextUpdate()) != null) {
            writer.write(update);
        }
        writer.flush();
        return octets.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }

    private record Collected(ByteArrayOutputStream octets) implements WireOutput {

        @Override
        public void write(byte[] more, int offset, int length) {
            octets.write(more, offset, length);
        }

        @Override
        public void startCompression() {
            throw new AssertionError("A response is not compressed by itself");
        }

        @Override
        public void stopCompression() {
            throw new AssertionError("A response is not compressed by itself");
        }

        @Override
        public void startTls() {}

        @Override
        public void close() {}
    }

    @Test
    void anUnchangedMailboxSharesTheSnapshotOfTheStore() throws MailStoreException {
        SelectedMailbox other = open(false);
        assertThat(other.view().snapshot()).isSameAs(selected.view().snapshot());
        change(1, Mode.ADD, Flags.of(SystemFlag.SEEN));
        other.refresh(true);
        selected.refresh(false);
        assertThat(other.view().snapshot()).isSameAs(selected.view().snapshot());
    }

    @Test
    void theStoreIsAskedOnlyAfterAHint() throws MailStoreException {
        int before = store.calls("snapshot");
        selected.refresh(true);
        selected.refresh(true);
        assertThat(store.calls("snapshot")).isEqualTo(before);
        change(1, Mode.ADD, Flags.of(SystemFlag.SEEN));
        assertThat(hints).isNotEmpty();
        selected.refresh(true);
        assertThat(store.calls("snapshot")).isEqualTo(before + 1);
    }

    @Test
    void whatTheStoreCouldNotTellIsAskedAgain() throws MailStoreException {
        change(2, Mode.ADD, Flags.of(SystemFlag.SEEN));
        store.setUnavailable(true);
        assertThatThrownBy(() -> selected.refresh(true)).isInstanceOf(MailStoreException.class);
        store.setUnavailable(false);
        selected.refresh(true);
        assertThat(drain()).containsExactly("* 2 FETCH (FLAGS (\\Seen \\Recent))");
    }

    @Test
    void onlyOneSessionClaimsWhatIsRecent() throws MailStoreException {
        SelectedMailbox first = open(false);
        SelectedMailbox second = open(false);
        assertThat(first.recentCount()).isEqualTo(5);
        assertThat(second.recentCount()).isZero();
        arrive(this);
        second.refresh(true);
        first.refresh(true);
        assertThat(second.isRecent(6)).isTrue();
        assertThat(first.isRecent(6)).isFalse();
    }

    @Test
    void aClosedMailboxIsNotWatchedAnyMore() throws MailStoreException {
        assertThat(store.watchers(selected.id())).isEqualTo(1);
        selected.close();
        selected.close();
        assertThat(store.watchers(selected.id())).isZero();
    }

    @Test
    void theViewKnowsItsGhosts() throws MailStoreException {
        expunge(2, 4).take(this);
        selected.refresh(false);
        MailboxView view = selected.view();
        assertThat(view.size()).isEqualTo(5);
        assertThat(view.snapshot().size()).isEqualTo(3);
        for (int sequence = 1; sequence <= 5; sequence++) {
            assertThat(view.uid(sequence)).isEqualTo(sequence);
            assertThat(view.sequenceOf(sequence)).isEqualTo(sequence);
            assertThat(view.isGhost(sequence)).isEqualTo(sequence == 2 || sequence == 4);
        }
        assertThat(view.flags(5)).isZero();
        assertThatThrownBy(() -> view.flags(4)).isInstanceOf(IllegalArgumentException.class);
        assertThat(view.firstSequenceFrom(6)).isEqualTo(6);
        assertThat(view.sequenceOf(9)).isZero();
    }

    private record Numbers(
            String name, List<Range> ranges, @Nullable String bySequence, String byUid) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Range range(long first, long last) {
        return new Range(first, last);
    }

    /** In a mailbox with the UIDs 2, 3 and 5. */
    private static Stream<Numbers> numbers() {
        long all = Range.LAST;
        return Stream.of(
                new Numbers("2", List.of(range(2, 2)), "2", "1"),
                new Numbers("3:1", List.of(range(3, 1)), "1:3", "1:2"),
                new Numbers("*", List.of(range(all, all)), "3", "3"),
                new Numbers("*:1", List.of(range(all, 1)), "1:3", "1:3"),
                new Numbers("*:2", List.of(range(all, 2)), "2:3", "1:3"),
                new Numbers("1,3", List.of(range(1, 1), range(3, 3)), "1,3", "2"),
                new Numbers("3,1:2,2", List.of(range(3, 3), range(1, 2), range(2, 2)), "1:3", "1:2"),
                new Numbers("4", List.of(range(4, 4)), null, ""),
                new Numbers("1:4", List.of(range(1, 4)), null, "1:2"),
                new Numbers("9:*", List.of(range(9, all)), null, "3"),
                new Numbers("4:4294967295", List.of(range(4, 4294967295L)), null, "3"),
                new Numbers("4294967295", List.of(range(4294967295L, 4294967295L)), null, ""));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void understandsSetsOfNumbers(Numbers numbers) throws MailStoreException {
        expunge(1, 4).take(this);
        selected.refresh(true);
        SequenceRanges bySequence = selected.bySequence(new SequenceSet(numbers.ranges()));
        assertThat(bySequence == null ? null : bySequence.toString()).isEqualTo(numbers.bySequence());
        assertThat(selected.byUid(new SequenceSet(numbers.ranges()))).hasToString(numbers.byUid());
    }

    @Test
    void anEmptyMailboxHasNoLastNumberAndNoLastUid() throws MailStoreException {
        expunge(1, 2, 3, 4, 5).take(this);
        selected.refresh(true);
        assertThat(selected.bySequence(new SequenceSet(List.of(range(Range.LAST, Range.LAST)))))
                .isNull();
        assertThat(selected.bySequence(new SequenceSet(List.of(range(1, Range.LAST)))))
                .isNull();
        assertThat(selected.byUid(new SequenceSet(List.of(range(1, Range.LAST))))
                        .isEmpty())
                .isTrue();
        assertThat(selected.byUid(new SequenceSet(List.of(range(Range.LAST, Range.LAST))))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aSetNamesItsUidsInAsFewRangesAsItHas() throws MailStoreException {
        expunge(3).take(this);
        selected.refresh(true);
        assertThat(selected.bySequence(new SequenceSet(List.of(range(1, Range.LAST))))
                        .uidRanges())
                .hasToString("1:5");
        assertThat(selected.bySequence(new SequenceSet(List.of(range(3, 4)))).uidRanges())
                .hasToString("4:5");
    }
}
