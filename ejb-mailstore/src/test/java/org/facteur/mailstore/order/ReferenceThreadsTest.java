package org.facteur.mailstore.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.facteur.api.search.MessageThreads;
import org.facteur.mailstore.search.Facts;
import org.facteur.mailstore.search.MailboxFacts;
import org.junit.jupiter.api.Test;

class ReferenceThreadsTest {

    private final List<ConversationRow> rows = new ArrayList<>();

    /** Its UID is its date. */
    private void message(String id, String subject, String... references) {
        long uid = rows.size() + 1L;
        boolean reply = subject.startsWith("Re: ");
        rows.add(new ConversationRow(
                uid,
                uid,
                reply ? subject.substring(4) : subject,
                reply,
                id.isEmpty() ? null : id,
                String.join(" ", references)));
    }

    private MessageThreads threads() {
        MailboxFacts facts = Facts.of(rows.size());
        ConversationColumns.Builder builder = new ConversationColumns.Builder(ConversationColumns.none(facts), facts);
        rows.forEach(builder::add);
        int[] all = IntStream.range(0, rows.size()).toArray();
        return new ReferenceThreads(all, all, builder.build()).grow().threads(all, node -> node + 1);
    }

    @Test
    void answersStandBelowWhatTheyAnswer() {
        message("a", "one");
        message("b", "Re: one", "a");
        message("c", "Re: one", "a", "b");
        message("d", "Re: one", "a");

        assertThat(threads()).hasToString("1 >2 >>3 >4");
    }

    @Test
    void anAnswerThatComesFirstFindsItsPlace() {
        message("c", "Re: one", "a", "b");
        message("b", "Re: one", "a");
        message("a", "one");

        assertThat(threads()).hasToString("3 >2 >>1");
    }

    @Test
    void aMissingMessageStaysAboveSeveralOnly() {
        message("b", "two", "gone1");
        message("c", "three", "gone2", "gone3");
        message("d", "four", "gone2", "gone4");
        message("e", "five", "gone2", "gone3");

        assertThat(threads()).as("what was between them is spliced").hasToString("1 0 >2 >3 >4");
    }

    @Test
    void theSecondMessageOfAnIdIsAlone() {
        message("a", "one");
        message("a", "two");
        message("b", "three", "a");

        assertThat(threads()).hasToString("1 >3 2");
    }

    @Test
    void loopsAreNotFollowed() {
        message("a", "one", "b");
        message("b", "two", "a");
        message("c", "three", "c");
        message("d", "four", "d", "e", "d");

        assertThat(threads()).hasToString("2 >1 3 4");
    }

    @Test
    void subjectsBringTogetherWhatReferencesDoNot() {
        message("", "plan");
        message("", "Re: plan");
        message("", "Re: other");
        message("", "Re: other");
        message("", "same");
        message("", "same");
        message("", "same");
        message("", "");
        message("", "");

        assertThat(threads()).hasToString("1 >2 0 >3 >4 0 >5 >6 >7 8 9");
    }

    @Test
    void missingFirstMessagesOfOneSubjectAreOne() {
        message("", "x", "p");
        message("", "x", "p");
        message("", "x", "q");
        message("", "x", "q");
        message("", "x");

        assertThat(threads()).hasToString("0 >1 >2 >3 >4 >5");
    }

    @Test
    void anAnswerThatIsFoundFirstGivesWayToItsQuestion() {
        message("", "Re: x");
        message("", "Re: x");
        message("", "x");

        assertThat(threads()).hasToString("3 >1 >2");
    }

    @Test
    void everyMessageIsToldOnceWhateverTheyReferTo() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            rows.clear();
            int count = 1 + random.nextInt(30);
            for (int i = 0; i < count; i++) {
                String[] references = new String[random.nextInt(4)];
                for (int j = 0; j < references.length; j++) {
                    references[j] = "id" + random.nextInt(12);
                }
                String subject = (random.nextBoolean() ? "Re: " : "") + "s" + random.nextInt(5);
                message(random.nextInt(5) == 0 ? "" : "id" + random.nextInt(12), subject, references);
            }
            MessageThreads threads = threads();
            List<Long> told = IntStream.range(0, threads.size())
                    .mapToObj(threads::uid)
                    .filter(uid -> uid != 0)
                    .toList();
            assertThat(told).hasSize(count).doesNotHaveDuplicates();
            assertThat(IntStream.range(0, threads.size()))
                    .as("a missing message is a root above several")
                    .allMatch(
                            node -> threads.uid(node) != 0 || (threads.depth(node) == 0 && threads.children(node) > 1));
        }
    }

    @Test
    void aChainOfAnyLengthIsFollowed() {
        for (int i = 0; i < 20_000; i++) {
            message("id" + i, "Re: long", i == 0 ? new String[0] : new String[] {"id" + (i - 1)});
        }
        assertThatCode(() -> assertThat(threads().depth(19_999)).isEqualTo(19_999))
                .doesNotThrowAnyException();
    }
}
