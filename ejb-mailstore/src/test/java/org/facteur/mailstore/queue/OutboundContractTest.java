package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.outbound.BranchId;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.api.outbound.OutboundMessage;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.account.AccountService;
import org.facteur.mailstore.harness.StoreAudit;
import org.junit.jupiter.api.Test;

/** Mail of applications: in one phase, in two, and what becomes of it in the queue. */
class OutboundContractTest extends QueueContract {

    private static OutboundListener outbound() {
        return store.outbound;
    }

    private static LocalDelivery here() {
        return store.bean(LocalDelivery.class);
    }

    private Envelope envelope(String... recipients) {
        return Envelope.from("shop@example.org").to(recipients);
    }

    private static List<OutboundMessage> messages(Envelope envelope, String text) {
        return List.of(new OutboundMessage(envelope, source(text)));
    }

    private static BranchId branch() {
        return new BranchId("1:" + name() + ":0");
    }

    private static void deliverHere() throws Exception {
        while (here().deliver(100, Instant.now())) {
            // until nothing is due
        }
    }

    private List<String> subjects() throws Exception {
        return inbox().stream()
                .map(text -> text.replaceAll("(?s).*?Subject: ([^\r]*).*", "$1"))
                .toList();
    }

    private static QueueAdministrationService administration() {
        return store.bean(QueueAdministrationService.class);
    }

    private QueueSelection own() {
        return new QueueSelection(List.of(), "", "shop@", sender);
    }

    private static long undecided() {
        return store.number("SELECT COUNT(*) FROM queue_branch");
    }

    @Test
    void recipientsAreLookedForAtOnce() throws Exception {
        assertThat(outbound().check(envelope(sender, "nobody@example.test", "bob@" + domain, "bob@[nowhere]")))
                .containsExactly(
                        RecipientDecision.ACCEPTED,
                        RecipientDecision.UNKNOWN_USER,
                        RecipientDecision.ACCEPTED_FOR_RELAY,
                        RecipientDecision.RELAY_DENIED);
    }

    @Test
    void whatIsAcceptedComesFromTheQueueHereAndElsewhere() throws Exception {
        Set<String> told = ConcurrentHashMap.newKeySet();
        try (Watch watch = queue().watch(told::addAll)) {
            outbound().accept(messages(envelope(sender, "bob@" + domain), message("accepted")));

            assertThat(told).contains(QueueListener.HERE, domain);
        }
        assertThat(inbox()).isEmpty();
        deliverHere();
        assertThat(inbox()).singleElement().asString().startsWith("Return-Path: <shop@example.org>\r\nFrom: ");
        deliverHere();
        assertThat(inbox()).hasSize(1);
        assertThat(waiting()).isOne();
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void whatIsPreparedIsNobodysUntilItIsCommitted() throws Exception {
        BranchId branch = branch();
        outbound().prepare(branch, messages(envelope(sender, "bob@" + domain), message("prepared")));
        Instant much = Instant.now().plus(Duration.ofDays(30));

        deliverHere();
        assertThat(queue().due(1_000)).doesNotContain(domain, QueueListener.HERE);
        assertThat(claim(much).messages()).isEmpty();
        inTransaction(() -> administration().retry(own()));
        inTransaction(() -> administration().release(own()));
        deliverHere();
        assertThat(inbox()).isEmpty();
        assertThat(outbound().prepared()).contains(branch);
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();

        Set<String> told = new HashSet<>();
        try (Watch watch = queue().watch(told::addAll)) {
            assertThat(outbound().commit(branch)).isTrue();
        }
        assertThat(told).containsExactlyInAnyOrder(QueueListener.HERE, domain);
        deliverHere();
        assertThat(subjects()).containsExactly("prepared");
        assertThat(claim(Instant.now()).messages()).hasSize(1);
        assertThat(outbound().commit(branch)).isFalse();
        assertThat(outbound().prepared()).doesNotContain(branch);
    }

    @Test
    void whatIsRolledBackHasNeverBeenThere() throws Exception {
        BranchId branch = branch();
        outbound().prepare(branch, messages(envelope(sender, "bob@" + domain), message("rolled back")));

        assertThat(outbound().rollBack(branch)).isTrue();

        deliverHere();
        assertThat(inbox()).isEmpty();
        assertThat(waiting()).isZero();
        assertThat(outbound().rollBack(branch)).isFalse();
        assertThat(undecided()).isZero();
        collectEverything();
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void whatNobodyDecidesOnIsHeldAndCanStillBeDecidedOn() throws Exception {
        BranchId branch = branch();
        outbound().prepare(branch, messages(envelope(sender), message("late")));
        Instant later = Instant.now().plus(Duration.ofMinutes(61));

        store.bean(QueueKeeper.class).look(later);

        assertThat(inTransaction(() -> administration().list(own(), 0, 10)))
                .extracting(QueuedItem::state)
                .containsExactly(QueuedItem.State.HELD);
        assertThat(outbound().commit(branch)).isTrue();
        deliverHere();
        assertThat(subjects()).containsExactly("late");
    }

    @Test
    void aMessageForLaterWaits() throws Exception {
        Instant release = Instant.now().plus(Duration.ofHours(1));
        Envelope later = envelope(sender)
                .with(MailParameters.builder().holdUntil(release).build());
        outbound().accept(messages(later, message("in an hour")));

        deliverHere();
        assertThat(inbox()).isEmpty();
        here().deliver(100, release.plusSeconds(1));
        assertThat(subjects()).containsExactly("in an hour");
    }

    @Test
    void whatFailsOnlyLaterIsReportedToTheSender() throws Exception {
        String other = name();
        store.account(other);
        Envelope envelope = Envelope.from(sender).to(address(other), "bob@" + domain);
        outbound().accept(messages(envelope, message("too late")));
        store.administer(() -> {
            store.bean(AccountService.class).delete(address(other));
            return true;
        });

        deliverHere();
        // It was remembered that the account is there: the next attempt knows better.
        here().deliver(100, Instant.now().plus(Duration.ofHours(1)));
        here().deliver(100, Instant.now().plus(Duration.ofHours(1)));

        assertThat(inbox())
                .singleElement()
                .asString()
                .contains("Final-Recipient: rfc822; " + address(other), "Action: failed", "Status: 5.1.1");
    }
}
