package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.Lease;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.QueuedRecipient;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.queue.Report.Reach;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.Ret;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.harness.StoreAudit;
import org.junit.jupiter.api.Test;

/** Who may send elsewhere, what is handed out to whom, and what becomes of it. */
class QueueContractTest extends QueueContract {

    @Test
    void whoIsLoggedInSendsElsewhereAndNobodyElseDoes() throws Exception {
        MailFrom mailFrom = MailFrom.of(sender);
        RcptTo elsewhere = RcptTo.of("bob@" + domain);

        assertThat(store.smtp.checkRecipient(submitter(), mailFrom, elsewhere))
                .isEqualTo(RecipientDecision.ACCEPTED_FOR_RELAY);
        for (SmtpService service : SmtpService.values()) {
            assertThat(store.smtp.checkRecipient(client(service), mailFrom, elsewhere))
                    .as("%s without a login", service)
                    .isEqualTo(RecipientDecision.RELAY_DENIED);
            assertThat(deliver(service, message("stranger"), "bob@" + domain))
                    .containsExactly(RecipientDecision.RELAY_DENIED);
        }
        assertThat(store.smtp.checkRecipient(submitter(), mailFrom, RcptTo.of("nobody@example.test")))
                .isEqualTo(RecipientDecision.UNKNOWN_USER);
        assertThat(store.smtp.checkRecipient(submitter(), mailFrom, RcptTo.of("bob@[192.0.2.1]")))
                .isEqualTo(RecipientDecision.ACCEPTED_FOR_RELAY);
        assertThat(store.smtp.checkRecipient(submitter(), mailFrom, RcptTo.of("bob@[nonsense]")))
                .isEqualTo(RecipientDecision.RELAY_DENIED);
        assertThat(waiting()).isZero();
    }

    @Test
    void aMessageForHereAndElsewhereIsOneContent() throws Exception {
        String name = name();
        store.account(name);
        long contents = store.number("SELECT COUNT(*) FROM content");

        assertThat(submit(message("both"), address(name), "bob@" + domain, "carol@" + domain))
                .containsExactly(
                        RecipientDecision.ACCEPTED,
                        RecipientDecision.ACCEPTED_FOR_RELAY,
                        RecipientDecision.ACCEPTED_FOR_RELAY);

        assertThat(store.number("SELECT COUNT(*) FROM content")).isEqualTo(contents + 1);
        Claim claim = claim(NOW);
        assertThat(claim.messages()).hasSize(1);
        QueuedMessage message = claim.messages().get(0);
        assertThat(message.recipients())
                .extracting(QueuedRecipient::rcptTo)
                .containsExactly(RcptTo.of("bob@" + domain), RcptTo.of("carol@" + domain));
        assertThat(message.size()).isEqualTo(message("both").length());
        assertThat(text(store.imap
                        .read(List.of(new ContentRange(message.content(), message.offset(), (int) message.size())))
                        .get(0)))
                .as("without the Return-Path of the copy that is here")
                .isEqualTo(message("both"));
    }

    @Test
    void whatIsRefusedIsNotQueued() throws Exception {
        assertThat(submit(message("half"), "bob@" + domain, "nobody@example.test"))
                .containsExactly(RecipientDecision.ACCEPTED_FOR_RELAY, RecipientDecision.UNKNOWN_USER);

        assertThat(waiting()).isZero();
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
    }

    @Test
    void allThatWasAskedForIsHandedOut() throws Exception {
        MailParameters parameters = MailParameters.builder()
                .body(BodyType.EIGHT_BIT_MIME)
                .smtpUtf8()
                .requireTls()
                .envid("id 1")
                .ret(Ret.HDRS)
                .mtPriority(3)
                .deliverBy(new DeliverBy(NOW.plusSeconds(600), DeliverBy.Mode.RETURN, true))
                .build();
        RcptTo recipient = new RcptTo(
                "bob@" + domain,
                new RcptParameters(
                        Set.of(Notify.SUCCESS, Notify.FAILURE),
                        Optional.of(new OriginalRecipient("rfc822", "Bob@" + domain))));
        submit(parameters, message("asked"), recipient);

        QueuedMessage message = claim(NOW).messages().get(0);

        assertThat(message.mailFrom().reversePath()).isEqualTo(sender);
        assertThat(message.mailFrom().parameters())
                .usingRecursiveComparison()
                .ignoringFields("size")
                .isEqualTo(parameters);
        assertThat(message.recipients().get(0).rcptTo()).isEqualTo(recipient);
        assertThat(message.received()).isEqualTo(NOW);
    }

    @Test
    void whatIsClaimedIsNobodyElsesUntilTheLeaseIsOver() throws Exception {
        submit(message("leased"), "bob@" + domain);
        Claim first = claim(NOW);
        assertThat(first.messages()).hasSize(1);

        assertThat(claim(NOW.plus(QueueService.LEASE).minusSeconds(1)).messages())
                .isEmpty();
        Claim second = claim(NOW.plus(QueueService.LEASE));
        assertThat(second.messages()).hasSize(1);

        report(first, QueueContract::failed, NOW.plus(QueueService.LEASE));
        assertThat(waiting()).as("who was too slow changes nothing").isEqualTo(1);
        assertThat(inbox()).isEmpty();
        report(second, QueueContract::delivered, NOW.plus(QueueService.LEASE));
        assertThat(waiting()).isZero();
    }

    @Test
    void aLeaseIsExtended() throws Exception {
        submit(message("long"), "bob@" + domain);
        Claim claim = claim(NOW);
        long recipient = claim.messages().get(0).recipients().get(0).id();
        Instant later = NOW.plus(QueueService.LEASE).minusSeconds(1);

        inTransaction(() -> {
            queue().extend(List.of(new Lease(recipient, claim.token())), later);
            return true;
        });

        assertThat(claim(later.plusSeconds(60)).messages()).isEmpty();
        assertThat(claim(later.plus(QueueService.LEASE)).messages()).hasSize(1);
    }

    @Test
    void aServerThatStartsAgainGoesOnAtOnce() throws Exception {
        submit(message("crashed"), "bob@" + domain);
        assertThat(claim(Instant.now()).messages()).hasSize(1);

        inTransaction(() -> {
            queue().releaseOwn();
            return true;
        });

        assertThat(claim(Instant.now().plusSeconds(1)).messages()).hasSize(1);
    }

    @Test
    void manyClaimAndEachRowGoesToOne() throws Exception {
        for (int i = 0; i < 60; i++) {
            submit(message("shared " + i), "bob@" + domain, "carol@" + domain);
        }
        Set<Long> claimed = ConcurrentHashMap.newKeySet();
        ConcurrentLinkedQueue<Long> twice = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> nodes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(threads.submit(() -> {
                // What others hold at that moment is passed over: so one that gets nothing asks again.
                while (claimed.size() < 120) {
                    for (QueuedMessage message : claim(7, NOW).messages()) {
                        for (QueuedRecipient recipient : message.recipients()) {
                            if (!claimed.add(recipient.id())) {
                                twice.add(recipient.id());
                            }
                        }
                    }
                }
            }));
        }
        for (Future<?> node : nodes) {
            node.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(claimed).hasSize(120);
        assertThat(twice).isEmpty();
    }

    @Test
    void theUrgentComesFirstAndTheRestInTheOrderOfTime() throws Exception {
        submit(message("first"), "one@" + domain);
        submit(MailParameters.builder().mtPriority(-4).build(), message("low"), RcptTo.of("low@" + domain));
        submit(MailParameters.builder().mtPriority(4).build(), message("high"), RcptTo.of("high@" + domain));
        submit(message("last"), "two@" + domain);

        assertThat(claim(NOW).messages())
                .extracting(message -> message.recipients().get(0).rcptTo().forwardPath())
                .containsExactly("high@" + domain, "one@" + domain, "two@" + domain, "low@" + domain);
    }

    @Test
    void whatIsHeldIsDueWhenItsTimeHasCome() throws Exception {
        Instant later = NOW.plus(Duration.ofHours(8));
        submit(MailParameters.builder().holdUntil(later).build(), message("held"), RcptTo.of("bob@" + domain));

        assertThat(claim(later.minusSeconds(1)).messages()).isEmpty();
        assertThat(queue().due(1_000, later)).contains(domain);
        assertThat(claim(later).messages()).hasSize(1);
    }

    @Test
    void eachAttemptWaitsTwiceAsLong() throws Exception {
        submit(message("greylisted"), "bob@" + domain);
        Instant time = NOW;
        long expected = 300;
        for (int attempt = 0; attempt < 4; attempt++) {
            Claim claim = claim(time);
            assertThat(claim.messages().get(0).recipients().get(0).attempts()).isEqualTo(attempt);
            report(claim, QueueContract::deferred, time);
            assertThat(claim(time.plusSeconds(expected * 89 / 100)).messages()).isEmpty();
            time = time.plusSeconds(expected * 111 / 100);
            expected *= 2;
        }
    }

    @Test
    void whatIsDoneLeavesNothingBehind() throws Exception {
        submit(message("done"), "bob@" + domain, "carol@" + domain);
        long contents = store.number("SELECT COUNT(*) FROM content");
        Claim one = claim(1, NOW);
        Claim other = claim(1, NOW);

        report(one, QueueContract::delivered, NOW);
        assertThat(waiting()).isEqualTo(1);
        collectEverything();
        assertThat(store.number("SELECT COUNT(*) FROM content"))
                .as("the other recipient still needs it")
                .isGreaterThanOrEqualTo(1);
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();

        report(other, QueueContract::delivered, NOW);
        assertThat(waiting()).isZero();
        collectEverything();
        assertThat(store.number("SELECT COUNT(*) FROM content")).isLessThan(contents);
        assertThat(StoreAudit.contradictions(store.dataSource())).isEmpty();
        assertThat(inbox()).as("nobody asked to hear of success").isEmpty();
    }

    @Test
    void aDestinationOutOfReachIsLeftAlone() throws Exception {
        submit(message("first"), "bob@" + domain);
        Claim claim = claim(NOW);
        report(claim, QueueContract::deferred, Reach.UNREACHED, NOW);
        submit(message("second"), "carol@" + domain);

        assertThat(queue().due(1_000, NOW)).doesNotContain(domain);
        assertThat(claim(NOW.plusSeconds(260)).messages()).isEmpty();
        Instant next = NOW.plusSeconds(340);
        assertThat(queue().due(1_000, next)).contains(domain);
        Claim again = claim(next);
        assertThat(again.messages()).hasSize(2);
        report(again, QueueContract::deferred, Reach.UNREACHED, next);
        assertThat(claim(next.plusSeconds(500)).messages()).as("twice as long").isEmpty();

        Instant last = next.plusSeconds(700);
        report(claim(last), QueueContract::delivered, Reach.REACHED, last);
        assertThat(store.number("SELECT COUNT(*) FROM queue_destination WHERE name = '" + domain + "'"))
                .isZero();
    }

    @Test
    void aDestinationThatNobodyWritesToIsForgotten() throws Exception {
        submit(message("last"), "bob@" + domain);
        report(claim(NOW), QueueContract::failed, Reach.UNREACHED, NOW);
        QueueKeeper keeper = store.bean(QueueKeeper.class);
        String count = "SELECT COUNT(*) FROM queue_destination WHERE name = '" + domain + "'";

        keeper.forget(NOW.plus(QueueService.MEMORY));
        assertThat(store.number(count)).isEqualTo(1);
        keeper.forget(NOW.plus(QueueService.MEMORY).plusSeconds(400));
        assertThat(store.number(count)).isZero();
    }

    @Test
    void whatHasNotBeenTriedIsDueAgain() throws Exception {
        submit(message("untried"), "bob@" + domain);

        report(claim(NOW), Outcome.Untried::new, NOW);

        Claim again = claim(NOW);
        assertThat(again.messages().get(0).recipients().get(0).attempts()).isZero();
    }

    @Test
    void whoWatchesIsToldAfterTheCommit() throws Exception {
        List<String> told = new ArrayList<>();
        try (Watch watch = queue().watch(told::addAll)) {
            submit(message("watched"), "bob@" + domain);
            submit(message("refused"), "bob@" + domain, "nobody@example.test");
        }
        submit(message("unwatched"), "bob@" + domain);

        assertThat(told).containsExactly(domain);
    }

    @Test
    void theNumberOfStatementsIsKnown() throws Exception {
        submit(message("warm"), "bob@" + domain);
        report(claim(NOW), QueueContract::delivered, NOW);
        String[] many = new String[50];
        for (int i = 0; i < many.length; i++) {
            many[i] = "user" + i + "@" + domain;
        }
        SmtpClient submitter = submitter();
        store.statements().clear();
        store.smtp.deliver(new InboundMessage(submitter, sender, List.of(many), source(message("counted")), NOW));
        assertThat(store.statements().statements())
                .as("where they lead, insert content, message, recipients and history")
                .hasSize(5);

        store.statements().clear();
        Claim claim = claim(NOW);
        assertThat(store.statements().statements()).as("lock, mark, read").hasSize(3);
        assertThat(claim.messages().get(0).recipients()).hasSize(50);

        store.statements().clear();
        report(claim, QueueContract::delivered, NOW);
        assertThat(store.statements().statements())
                .as("lock message and recipients, delete both, release content, history")
                .hasSize(6);
    }

    @Test
    void whatTheSenderSaysOfTlsAndWhatProtectedTheLastAttemptIsKept() throws Exception {
        submit("TLS-Required: No\r\nSubject: x\r\n\r\ntext\r\n", "bob@" + domain);
        Claim claim = claim(NOW);
        assertThat(claim.messages().get(0).tlsWaived()).isTrue();

        RemoteAnswer busy = new RemoteAnswer(
                "mx.example.net [192.0.2.1]",
                451,
                "4.3.2",
                "Busy",
                Optional.of(new ConnectionTls("TLSv1.3", "TLS_AES_128_GCM_SHA256", Verification.PKIX)));
        report(claim, recipient -> new Outcome.Deferred(recipient, busy), NOW);

        assertThat(inTransaction(() -> store.bean(QueueAdministrationService.class)
                        .list(new QueueSelection(List.of(), domain, "", ""), 0, 10)))
                .extracting(QueuedItem::last)
                .containsExactly(Optional.of(busy));
        submit(message("nothing said"), "carol@" + domain);
        assertThat(claim(NOW).messages().get(0).tlsWaived()).isFalse();
    }
}
