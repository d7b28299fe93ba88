package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Report.Reach;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.harness.StoreAudit;
import org.junit.jupiter.api.Test;

/** What administrators see of the queue, and do with it. */
class QueueAdministrationContractTest extends QueueContract {

    private static QueueAdministrationService administration() {
        return store.bean(QueueAdministrationService.class);
    }

    private QueueSelection own() {
        return new QueueSelection(List.of(), domain, "", "");
    }

    private List<QueuedItem> list(QueueSelection selection) {
        return inTransaction(() -> administration().list(selection, 0, 100));
    }

    private QueuedItem only() {
        return list(own()).get(0);
    }

    @Test
    void theQueueIsListedAndSearched() throws Exception {
        submit(message("one"), "bob@" + domain, "carol@" + domain);
        submit(message("two"), "BOB@" + domain);
        report(claim(1, NOW), QueueContract::deferred, NOW);

        List<QueuedItem> all = list(own());
        assertThat(all).hasSize(3).isSortedAccordingTo((a, b) -> Long.compare(a.id(), b.id()));
        QueuedItem first = all.get(0);
        assertThat(first.sender()).isEqualTo(sender);
        assertThat(first.recipient()).isEqualTo("bob@" + domain);
        assertThat(first.destination()).isEqualTo(domain);
        assertThat(first.size()).isEqualTo(message("one").length());
        assertThat(first.received()).isEqualTo(NOW);
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(first.attempted()).contains(NOW);
        assertThat(first.last()).contains(GREYLISTED);
        assertThat(first.message()).isEqualTo(all.get(1).message());
        assertThat(list(new QueueSelection(List.of(), domain, "", "Bob@"))).hasSize(2);
        assertThat(list(new QueueSelection(List.of(), domain, sender.toUpperCase(Locale.ROOT), "")))
                .hasSize(3);
        assertThat(list(new QueueSelection(List.of(), domain, "%", ""))).isEmpty();
        assertThat(inTransaction(() -> administration().list(own(), all.get(0).id(), 1)))
                .containsExactly(all.get(1));
        assertThat(inTransaction(() -> administration().find(first.id()))).isEqualTo(first);
        assertThatThrownBy(() -> store.administer(() -> administration().find(-1)))
                .isInstanceOf(AdministrationException.class);
    }

    @Test
    void whatWaitsIsTriedAtOnce() throws Exception {
        store.smtp.deliver(new InboundMessage(
                submitter(), sender, List.of("bob@" + domain), source(message("greylisted")), Instant.now()));
        Instant now = Instant.now();
        report(claim(now), QueueContract::deferred, Reach.UNREACHED, now);
        assertThat(claim(now.plusSeconds(5)).messages()).isEmpty();

        assertThat(inTransaction(() -> administration().retry(own()))).isEqualTo(1);

        assertThat(claim(now.plusSeconds(5)).messages()).hasSize(1);
    }

    @Test
    void onlyTheDestinationsOfWhatIsMeantAreWorthATryAgain() throws Exception {
        submit(message("one"), "bob@" + domain);
        submit(message("other"), "bob@other." + domain);
        inTransaction(() -> {
            outOfReach(domain);
            outOfReach("other." + domain);
            return true;
        });

        inTransaction(() -> administration().retry(new QueueSelection(List.of(only().id()), "", "", "")));
        assertThat(isOutOfReach(domain)).isFalse();
        assertThat(isOutOfReach("other." + domain)).isTrue();

        inTransaction(() -> administration().retry(new QueueSelection(List.of(), "", sender, "bob@other")));
        assertThat(isOutOfReach("other." + domain)).isFalse();

        inTransaction(() -> {
            outOfReach("gone." + domain);
            return administration().retry(QueueSelection.ALL);
        });
        assertThat(isOutOfReach("gone." + domain)).isFalse();
    }

    private static void outOfReach(String destination) {
        store.bean(QueueRepository.class).unreached(destination, Instant.now(), failures -> Duration.ofHours(1));
    }

    private static boolean isOutOfReach(String destination) {
        return store.number("SELECT COUNT(*) FROM queue_destination WHERE name = '" + destination + "'") > 0;
    }

    @Test
    void whatIsHeldWaitsForItsRelease() throws Exception {
        submit(message("held"), "bob@" + domain);
        assertThat(inTransaction(() -> administration().hold(own()))).isEqualTo(1);

        assertThat(only().state()).isEqualTo(QueuedItem.State.HELD);
        assertThat(only().next()).isEmpty();
        Instant later = Instant.now().plusSeconds(1_000_000);
        assertThat(claim(later).messages()).isEmpty();
        assertThat(inTransaction(() -> administration().retry(own())))
                .as("a retry is no release")
                .isZero();

        assertThat(inTransaction(() -> administration().release(own()))).isEqualTo(1);
        assertThat(only().state()).isEqualTo(QueuedItem.State.WAITING);
        assertThat(claim(Instant.now().plusSeconds(1)).messages()).hasSize(1);
    }

    @Test
    void whatSomebodyWorksOnIsLeftAlone() throws Exception {
        submit(message("working"), "bob@" + domain);
        Claim claim = claim(Instant.now());
        assertThat(only().state()).isEqualTo(QueuedItem.State.WORKING);

        assertThat(inTransaction(() -> administration().hold(own()))).isZero();
        assertThat(inTransaction(() -> administration().retry(own()))).isZero();
        assertThatThrownBy(() -> store.administer(() -> {
                    administration().delete(only().id(), false);
                    return true;
                }))
                .isInstanceOf(AdministrationException.class);
        report(claim, QueueContract::delivered, Instant.now());
        assertThat(waiting()).isZero();
    }

    @Test
    void whatIsDeletedComesBackIfItsSenderIsToBeTold() throws Exception {
        submit(message("deleted"), "bob@" + domain, "carol@" + domain);
        List<QueuedItem> items = list(own());
        store.administer(() -> {
            administration().delete(items.get(0).id(), false);
            return true;
        });
        assertThat(inbox()).isEmpty();
        store.administer(() -> {
            administration().delete(items.get(1).id(), true);
            return true;
        });

        assertThat(waiting()).isZero();
        assertThat(inbox()).hasSize(1);
        assertThat(inbox().get(0)).contains("Final-Recipient: rfc822; carol@").contains("Status: 5.7.0");
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }
}
