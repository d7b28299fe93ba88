package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.queue.Report.Reach;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.OriginalRecipient;
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

    /** Of a message that was accepted at {@link #NOW} the time is long over. */
    private void submitNow(String subject) throws Exception {
        store.smtp.deliver(new InboundMessage(
                submitter(), sender, List.of("bob@" + domain), source(message(subject)), Instant.now()));
    }

    @Test
    void whatWaitsIsTriedAtOnce() throws Exception {
        submitNow("greylisted");
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
    void whatIsHeldIsGivenUpAfterItsReleaseAtTheEarliest() throws Exception {
        submit(message("held"), "bob@" + domain);
        inTransaction(() -> administration().hold(own()));
        Instant end = NOW.plus(Duration.ofDays(6));
        long id = only().message();

        assertThat(queue().late(end, 1_000)).doesNotContain(id);
        look(id, end);
        assertThat(only().state()).isEqualTo(QueuedItem.State.HELD);
        assertThat(inbox()).isEmpty();

        inTransaction(() -> administration().release(own()));
        assertThat(queue().late(end, 1_000)).contains(id);
        look(id, end);
        assertThat(waiting()).isZero();
        assertThat(inbox()).hasSize(1);
    }

    private static void look(long message, Instant now) {
        inTransaction(() -> {
            queue().look(message, now);
            return true;
        });
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

    @Test
    void everyAttemptIsRememberedWithItsAnswerAndTheLastOnesOfMany() throws Exception {
        submitNow("tried");
        Instant now = Instant.now();
        for (int i = 1; i <= JpaQueueRepository.KEPT_ATTEMPTS + 2; i++) {
            RemoteAnswer answer = new RemoteAnswer("mx" + i, 451, "4.7.1", "Come later " + i);
            report(claim(now), recipient -> new Outcome.Deferred(recipient, answer), now);
            inTransaction(() -> administration().retry(own()));
            now = Instant.now().plusSeconds(1);
        }

        QueuedItem item = only();
        List<QueuedAttempt> attempts = inTransaction(() -> administration().attempts(item.id()));
        assertThat(attempts).hasSize(JpaQueueRepository.KEPT_ATTEMPTS);
        assertThat(attempts.get(0).number()).isEqualTo(JpaQueueRepository.KEPT_ATTEMPTS + 2);
        assertThat(attempts.get(0).answer().text())
                .isEqualTo("Come later " + attempts.get(0).number());
        assertThat(attempts.get(attempts.size() - 1).number()).isEqualTo(3);

        long id = item.id();
        report(claim(now), QueueContract::delivered, now);
        assertThat(store.number("SELECT COUNT(*) FROM queue_attempt WHERE recipient_id = " + id))
                .as("they go with the recipient")
                .isZero();
    }

    @Test
    void stateAndAgeNarrowTheListDown() throws Exception {
        submit(message("held"), "bob@" + domain);
        inTransaction(() -> administration().hold(own()));
        submit(message("waiting"), "carol@" + domain);
        submit(message("working"), "dave@" + domain);
        Claim claim = claim(1, Instant.now());

        assertThat(list(in(QueuedItem.State.HELD)))
                .singleElement()
                .matches(item -> item.recipient().startsWith("bob@"));
        assertThat(list(in(QueuedItem.State.WAITING))).hasSize(1);
        assertThat(list(in(QueuedItem.State.WORKING))).hasSize(1);
        assertThat(list(before(NOW))).hasSize(3);
        assertThat(list(before(NOW.minusSeconds(1)))).isEmpty();
        assertThat(inTransaction(() -> administration().hold(in(QueuedItem.State.WAITING))))
                .isEqualTo(1);
        report(claim, QueueContract::delivered, Instant.now());
    }

    private QueueSelection in(QueuedItem.State state) {
        return new QueueSelection(List.of(), domain, "", "", Optional.of(state), Optional.empty());
    }

    private QueueSelection before(Instant moment) {
        return new QueueSelection(List.of(), domain, "", "", Optional.empty(), Optional.of(moment));
    }

    @Test
    void aRecipientIsRedirectedAndStaysWhoItWasInReports() throws Exception {
        submit(message("moved"), "bob@wrong-" + domain);
        QueuedItem item = list(QueueSelection.to("wrong-" + domain)).get(0);

        store.administer(() -> {
            administration().redirect(item.id(), "Robert@" + domain);
            return true;
        });

        QueuedMessage message = claim(Instant.now().plusSeconds(1)).messages().get(0);
        assertThat(message.recipients().get(0).rcptTo().forwardPath()).isEqualTo("Robert@" + domain);
        assertThat(message.recipients().get(0).rcptTo().parameters().orcpt())
                .contains(new OriginalRecipient("rfc822", "bob@wrong-" + domain));
    }

    @Test
    void nothingIsRedirectedToWhereNoMailCanGo() throws Exception {
        submit(message("moved"), "bob@" + domain);
        long id = only().id();
        for (String address : List.of(sender, "bob", "bob@", "bob@x\r\nDATA", "b\u00f6b@" + domain)) {
            assertThatThrownBy(() -> store.administer(() -> {
                        administration().redirect(id, address);
                        return true;
                    }))
                    .as(address)
                    .isInstanceOfSatisfying(
                            AdministrationException.class,
                            refusal -> assertThat(refusal.field()).isEqualTo("recipient"));
        }
    }

    @Test
    void aWholeDestinationIsRescheduled() throws Exception {
        submit(message("one"), "bob@" + domain);
        submit(message("two"), "bob@" + domain);
        Instant later = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);

        assertThat(store.administer(() -> administration().reschedule(own(), later)))
                .isEqualTo(2);

        assertThat(claim(later.minusSeconds(1)).messages()).isEmpty();
        assertThat(claim(later).messages()).hasSize(2);
        assertThatThrownBy(() -> store.administer(() -> administration().reschedule(own(), NOW)))
                .isInstanceOf(AdministrationException.class);
    }

    @Test
    void forAPausedDestinationNothingIsTriedUntilItIsResumed() throws Exception {
        submit(message("paused"), "bob@" + domain);
        pause(domain.toUpperCase(Locale.ROOT));
        pause(domain);

        Instant later = Instant.now().plusSeconds(1_000);
        assertThat(claim(later).messages()).isEmpty();
        assertThat(queue().due(1_000_000, later)).doesNotContain(domain);
        QueuedDestination destination = administration().destination(domain).orElseThrow();
        assertThat(destination.items()).isEqualTo(1);
        assertThat(destination.pausedSince()).isPresent();

        store.administer(() -> {
            administration().resume(domain);
            return true;
        });
        assertThat(claim(later).messages()).hasSize(1);
        assertThatThrownBy(() -> pause("not a domain")).isInstanceOf(AdministrationException.class);
    }

    private static void pause(String destination) throws Exception {
        store.administer(() -> {
            administration().pause(destination);
            return true;
        });
    }

    @Test
    void destinationsAreListedWithWhatWaitsForThem() throws Exception {
        submit(message("a"), "bob@a." + domain, "carol@a." + domain);
        submit(message("b"), "bob@b." + domain);
        inTransaction(() -> administration().hold(QueueSelection.to("b." + domain)));
        pause("c." + domain);

        List<QueuedDestination> all = administration().destinations("." + domain.toUpperCase(Locale.ROOT), "", 10);
        assertThat(all)
                .extracting(QueuedDestination::name)
                .containsExactly("a." + domain, "b." + domain, "c." + domain);
        assertThat(all).extracting(QueuedDestination::items).containsExactly(2L, 1L, 0L);
        assertThat(all).extracting(QueuedDestination::held).containsExactly(0L, 1L, 0L);
        assertThat(administration().destinations("." + domain, "a." + domain, 1))
                .extracting(QueuedDestination::name)
                .containsExactly("b." + domain);
        assertThat(administration().destination("D." + domain).orElseThrow().items())
                .isZero();
        assertThat(administration().destination("no domain")).isEmpty();
    }

    @Test
    void theQueueIsCounted() throws Exception {
        QueueCounts before = administration().counts();
        submit(message("held"), "bob@" + domain);
        inTransaction(() -> administration().hold(own()));
        submit(message("others"), "carol@" + domain, "dave@" + domain);
        claim(1, Instant.now());

        QueueCounts counts = administration().counts();
        assertThat(counts.held()).isEqualTo(before.held() + 1);
        assertThat(counts.waiting()).isEqualTo(before.waiting() + 1);
        assertThat(counts.working()).isEqualTo(before.working() + 1);
        assertThat(counts.destinations()).isEqualTo(before.destinations() + 1);
    }
}
