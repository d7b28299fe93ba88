package org.facteur.admin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueSelection;
import org.facteur.mailstore.queue.QueuedItem;
import org.junit.jupiter.api.Test;

class QueueViewTest {

    private final ManyItems queue = new ManyItems(60);
    private final QueueView view = new QueueView(queue, new Feedback(new Texts(java.util.Locale.ENGLISH)));

    @Test
    void aPageIsAllThatIsShownAndSaysWhereItGoesOn() {
        view.load();

        assertThat(view.getItems()).hasSize(QueueView.ROWS);
        assertThat(view.getNext()).isEqualTo(QueueView.ROWS);

        view.setAfter("50");
        view.load();
        assertThat(view.getItems()).hasSize(10);
        assertThat(view.getNext()).isNull();
    }

    @Test
    void whatTheAddressSaysNarrowsTheListDown() {
        view.setSender(" alice ");
        view.setRecipient("bob");
        view.setDestination("example.net");
        view.setState("held");
        view.setAge("four_hours");
        view.load();

        assertThat(queue.asked.sender()).isEqualTo("alice");
        assertThat(queue.asked.recipient()).isEqualTo("bob");
        assertThat(queue.asked.destination()).isEqualTo("example.net");
        assertThat(queue.asked.state()).contains(QueuedItem.State.HELD);
        assertThat(Duration.between(queue.asked.before().orElseThrow(), Instant.now()))
                .isBetween(Duration.ofHours(4), Duration.ofHours(5));
        assertThat(view.isFiltered()).isTrue();
    }

    @Test
    void whatThereIsNotIsNoError() {
        view.setState("lost");
        view.setAge("old");
        view.setAfter("-1 or 1=1");
        view.load();

        assertThat(queue.asked).isEqualTo(QueueSelection.ALL);
        assertThat(view.getItems()).hasSize(QueueView.ROWS);
    }

    @Test
    void idsAreReadFromAListAsLongAsAPage() {
        assertThat(QueueView.ids("7,x,,8,99999999999999999999")).containsExactly(7L, 8L);
        assertThat(QueueView.ids("1,".repeat(1_000))).hasSize(QueueView.ROWS);
        assertThat(QueueView.ids("")).isEmpty();
    }

    private static final class ManyItems extends QueueAdministrationService {

        private final int total;
        private QueueSelection asked = QueueSelection.ALL;

        ManyItems(int total) {
            this.total = total;
        }

        @Override
        public List<QueuedItem> list(QueueSelection selection, long after, int count) {
            asked = selection;
            return LongStream.rangeClosed(after + 1, Math.min(total, after + count))
                    .mapToObj(id -> new QueuedItem(
                            id,
                            id,
                            "alice@example.test",
                            "bob@example.net",
                            "example.net",
                            1_000,
                            Instant.EPOCH,
                            QueuedItem.State.WAITING,
                            0,
                            Optional.of(Instant.EPOCH),
                            Instant.EPOCH,
                            Optional.empty(),
                            Optional.empty()))
                    .toList();
        }
    }
}
