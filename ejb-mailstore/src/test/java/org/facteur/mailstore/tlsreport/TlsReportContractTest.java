package org.facteur.mailstore.tlsreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.smtp.SmtpService;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.queue.QueueService;
import org.facteur.mailstore.signing.PublishedRecords;
import org.facteur.mailstore.tlsreport.ReportSender.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted of TLS, told to its domains, and read of what others tell. */
class TlsReportContractTest extends StoreContract {

    private static final MailAddress CONTACT =
            MailAddress.parse("tls@example.test").orElseThrow();

    private static final Instant MIDNIGHT =
            Samples.DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

    private static final Instant MORNING = MIDNIGHT.plus(Duration.ofHours(5));

    private String domain = "";
    private CompletableFuture<List<String>> record = CompletableFuture.completedFuture(List.of());
    private Watch names = () -> {};

    @BeforeEach
    void publish() {
        domain = name() + ".example";
        names = store.bean(PublishedRecords.class)
                .askWith(asked ->
                        asked.equals("_smtp._tls." + domain) ? record : CompletableFuture.completedFuture(List.of()));
    }

    @AfterEach
    void forget() {
        names.close();
    }

    private void publishes(String value) {
        record = CompletableFuture.completedFuture(List.of(value));
    }

    private static void count(TlsCount... counts) {
        count(List.of(counts));
    }

    private static void count(List<TlsCount> counts) {
        store.required(() -> {
            store.bean(OutcomeService.class).add(counts);
            return true;
        });
    }

    private List<TlsCount> outcomes() {
        return store.required(() -> store.bean(OutcomeRepository.class).outcomes(Samples.DAY, domain));
    }

    private Result send(Instant now) throws Exception {
        return store.bean(ReportSender.class).sendNext(Optional.of(domain), CONTACT, () -> now);
    }

    private static List<QueuedMessage> queued(String destination) throws Exception {
        Claim claim = store.required(() -> store.bean(QueueService.class).claim(destination, 100));
        return claim.messages();
    }

    private static String text(QueuedMessage message) throws Exception {
        ContentRange all = new ContentRange(message.content(), message.offset(), (int) message.size());
        return new String(store.bean(ContentService.class).read(List.of(all)).get(0), StandardCharsets.UTF_8);
    }

    @Test
    void whatEndsTheSameWayIsOneRow() {
        AppliedPolicy policy = Samples.sts(domain);
        count(Samples.success(policy, 2), Samples.failure(policy, TlsFailure.CERTIFICATE_EXPIRED, "mx.x", 1));
        count(Samples.success(policy, 3), Samples.success(policy, 4), Samples.success(AppliedPolicy.none(domain), 1));

        assertThat(outcomes())
                .containsExactlyInAnyOrder(
                        Samples.success(policy, 9),
                        Samples.failure(policy, TlsFailure.CERTIFICATE_EXPIRED, "mx.x", 1),
                        Samples.success(AppliedPolicy.none(domain), 1));
    }

    @Test
    void howManyStatementsItTakesDoesNotDependOnHowManyThereAre() {
        AppliedPolicy policy = AppliedPolicy.none(domain);
        count(IntStream.range(0, 50)
                .mapToObj(i -> Samples.failure(policy, TlsFailure.VALIDATION_FAILURE, "mx" + i, 1))
                .toList());
        store.statements().clear();
        count(IntStream.range(0, 50)
                .mapToObj(i -> Samples.failure(policy, TlsFailure.VALIDATION_FAILURE, "mx" + i, 1))
                .toList());

        assertThat(store.statements().statements()).hasSizeLessThanOrEqualTo(3);
        assertThat(outcomes()).hasSize(50).allMatch(count -> count.sessions() == 2);
    }

    @Test
    void whoHasTooManyServersIsCountedWithoutThem() {
        AppliedPolicy policy = AppliedPolicy.none(domain);
        for (int i = 0; i < 3; i++) {
            int round = i;
            count(IntStream.range(0, 100)
                    .mapToObj(j ->
                            Samples.failure(policy, TlsFailure.STARTTLS_NOT_SUPPORTED, "mx" + (100 * round + j), 1))
                    .toList());
        }

        List<TlsCount> all = outcomes();
        assertThat(all).hasSize((int) OutcomeService.MOST_ROWS + 1);
        assertThat(all.stream().mapToLong(TlsCount::sessions).sum()).isEqualTo(300);
    }

    @Test
    void whoHasTooManyPoliciesIsCountedWithoutThem() {
        for (int i = 0; i < 3; i++) {
            int round = i;
            count(IntStream.range(0, 100)
                    .mapToObj(j -> new AppliedPolicy(
                            domain, AppliedPolicy.Kind.TLSA, "mx" + (100 * round + j), List.of(), List.of()))
                    .map(policy -> Samples.success(policy, 1))
                    .toList());
        }

        assertThat(outcomes())
                .hasSize((int) OutcomeService.MOST_ROWS + 1)
                .contains(Samples.success(AppliedPolicy.none(domain), 100));
    }

    @Test
    void whatStrangersSayFitsWhereItIsKept() {
        String endless = "\0\n\\255".repeat(1_000);
        AppliedPolicy policy = new AppliedPolicy(
                domain, AppliedPolicy.Kind.TLSA, endless, List.of("3 1\0 1", "a\nb"), List.of("mx\0.x"));
        TlsOutcome outcome = new TlsOutcome(
                policy, Optional.of(TlsFailure.TLSA_INVALID), endless, endless, endless, endless + endless);
        count(new TlsCount(Samples.DAY, outcome, 2));

        assertThat(outcomes()).containsExactly(new TlsCount(Samples.DAY, outcome, 2));
        assertThat(outcome.host()).hasSize(255);
        assertThat(policy.lines()).containsExactly("3 1  1", "a b");
    }

    @Test
    void aReportIsMailedOnceAfterTheDay() throws Exception {
        publishes("v=TLSRPTv1; rua=mailto:reports@" + domain);
        count(Samples.success(Samples.sts(domain), 5));

        assertThat(send(MIDNIGHT)).as("not at midnight itself").isEqualTo(Result.NOTHING);
        assertThat(send(MORNING)).isEqualTo(Result.SENT);
        assertThat(send(MORNING)).isEqualTo(Result.NOTHING);

        List<QueuedMessage> queued = queued(domain);
        assertThat(queued).hasSize(1);
        assertThat(queued.get(0).mailFrom().isNull()).isTrue();
        assertThat(queued.get(0).tlsWaived()).isTrue();
        assertThat(text(queued.get(0))).contains("To: <reports@" + domain + ">", "application/tlsrpt+gzip");
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void allThatAreDueGoOutOneAfterTheOther() throws Exception {
        publishes("v=TLSRPTv1; rua=mailto:reports@" + domain);
        count(Samples.success(AppliedPolicy.none(domain), 1), Samples.success(AppliedPolicy.none("x." + domain), 1));

        List<Result> results = new ArrayList<>();
        do {
            results.add(store.bean(ReportSender.class).sendNext(Optional.empty(), CONTACT, () -> MORNING));
        } while (results.get(results.size() - 1) != Result.NOTHING);
        assertThat(results).hasSizeGreaterThanOrEqualTo(3).contains(Result.SENT, Result.UNWANTED);
        assertThat(queued(domain)).hasSize(1);
    }

    @Test
    void whoPublishesNothingIsToldNothing() throws Exception {
        count(Samples.success(AppliedPolicy.none(domain), 5));

        assertThat(send(MORNING)).isEqualTo(Result.UNWANTED);
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void whileNamesCannotBeLookedUpAReportWaits() throws Exception {
        record = CompletableFuture.failedFuture(new IllegalStateException("No answer"));
        count(Samples.success(AppliedPolicy.none(domain), 5));

        assertThat(send(MORNING)).isEqualTo(Result.POSTPONED);
        assertThat(send(MORNING)).isEqualTo(Result.NOTHING);
        publishes("v=TLSRPTv1; rua=mailto:reports@" + domain);
        assertThat(send(MORNING.plus(Duration.ofMinutes(31)))).isEqualTo(Result.SENT);
    }

    @Test
    void thePauseBeginsWhenAnAttemptHasFailed() throws Exception {
        record = CompletableFuture.failedFuture(new IllegalStateException("No answer, after minutes"));
        count(Samples.success(AppliedPolicy.none(domain), 5));
        Iterator<Instant> times =
                List.of(MORNING, MORNING.plus(Duration.ofMinutes(10))).iterator();

        assertThat(store.bean(ReportSender.class).sendNext(Optional.of(domain), CONTACT, times::next))
                .isEqualTo(Result.POSTPONED);
        assertThat(send(MORNING.plus(Duration.ofMinutes(39)))).isEqualTo(Result.NOTHING);
        assertThat(send(MORNING.plus(Duration.ofMinutes(40)))).isEqualTo(Result.POSTPONED);
    }

    @Test
    void aReportThatCannotBeSentIsGivenUp() throws Exception {
        record = CompletableFuture.failedFuture(new IllegalStateException("No answer"));
        count(Samples.success(AppliedPolicy.none(domain), 5));

        List<Result> results = new ArrayList<>();
        for (Instant now = MORNING; results.size() < 6; now = now.plus(Duration.ofDays(2))) {
            results.add(send(now));
        }
        assertThat(results)
                .containsExactly(
                        Result.POSTPONED,
                        Result.POSTPONED,
                        Result.POSTPONED,
                        Result.POSTPONED,
                        Result.POSTPONED,
                        Result.GIVEN_UP);
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void whatOneServerHasTakenNoOtherSends() throws Exception {
        count(Samples.success(AppliedPolicy.none(domain), 5));
        CompletableFuture<List<String>> slow = new CompletableFuture<>();
        record = slow;
        CompletableFuture<Result> first = CompletableFuture.supplyAsync(() -> {
            try {
                return send(MORNING);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() ->
                store.number("SELECT COUNT(*) FROM tls_report WHERE claim <> 0 AND destination = '" + domain + "'")
                        == 1);

        assertThat(send(MORNING)).isEqualTo(Result.NOTHING);
        slow.complete(List.of("v=TLSRPTv1; rua=mailto:reports@" + domain));
        assertThat(first.join()).isEqualTo(Result.SENT);
        assertThat(queued(domain)).hasSize(1);
    }

    @Test
    void anAdministratorDoesNotWaitForTheEndOfTheDay() throws Exception {
        publishes("v=TLSRPTv1; rua=mailto:reports@" + domain);
        count(Samples.success(AppliedPolicy.none(domain), 5));
        Instant noon = MIDNIGHT.minus(Duration.ofHours(12));

        store.bean(ReportSender.class).hasten(Optional.of(domain), noon);
        assertThat(send(noon)).isEqualTo(Result.SENT);
    }

    @Test
    void whatNobodyIsToldOfIsForgotten() {
        count(Samples.success(AppliedPolicy.none(domain), 5));
        store.required(() -> {
            store.bean(OutcomeRepository.class).forget(LocalDate.parse("2026-03-02"));
            return true;
        });

        assertThat(outcomes()).isEmpty();
        assertThat(store.number("SELECT COUNT(*) FROM tls_report WHERE destination = '" + domain + "'"))
                .isZero();
    }

    private TlsReport reportOf(String id) {
        return new TlsReport(
                id,
                "Post of " + domain,
                "tls@" + domain,
                domain,
                MIDNIGHT.minus(Duration.ofDays(1)),
                MIDNIGHT,
                List.of(
                        Samples.success(Samples.sts(domain), 6),
                        Samples.failure(Samples.sts(domain), TlsFailure.CERTIFICATE_HOST_MISMATCH, "mx." + domain, 2)));
    }

    private static List<ReceivedReport> list(String of, Optional<Long> before) {
        return store.required(() -> store.bean(TlsReportService.class).list(of, before, 10));
    }

    @Test
    void reportsThatComeAreReadOnce() throws Exception {
        String name = name();
        store.account(name);
        for (String id : List.of("first", "second", "first")) {
            String mail = text(TlsReportMail.compose(reportOf(id), "mx." + domain, address(name), MORNING));
            deliver(SmtpService.RELAY, mail, address(name));
        }
        deliver(SmtpService.RELAY, message("no report"), address(name));
        MailAddress account = MailAddress.parse(address(name)).orElseThrow();
        store.bean(ReceivedReports.class).read(account, MORNING);
        store.bean(ReceivedReports.class).read(account, MORNING);

        List<ReceivedReport> found = list(domain.toUpperCase(Locale.ROOT), Optional.empty());
        assertThat(found).extracting(ReceivedReport::name).containsExactly("second", "first");
        assertThat(found.get(0).successes()).isEqualTo(6);
        assertThat(found.get(0).failures()).isEqualTo(2);
        assertThat(list(domain, Optional.of(found.get(0).id())))
                .extracting(ReceivedReport::name)
                .containsExactly("first");
        assertThat(list("x" + domain, Optional.empty())).isEmpty();
        ReceivedReport one = store.administer(
                () -> store.bean(TlsReportService.class).find(found.get(1).id()));
        assertThat(one.policies().get(0).details())
                .containsExactly(new ReceivedReport.Failure(
                        "certificate-host-mismatch", "192.0.2.1", "mx." + domain, "192.0.2.7", "It is not right", 2));
        assertThat(one.organisation()).isEqualTo("Post of " + domain);
        assertThat(one.received()).isEqualTo(MORNING);
    }

    @Test
    void aMessageThatCannotBeReadIsPassedOver() throws Exception {
        String name = name();
        AccountId owner = store.account(name);
        deliver(SmtpService.RELAY, message("x".repeat(300_000)), address(name));
        deliver(
                SmtpService.RELAY,
                text(TlsReportMail.compose(reportOf("next"), "mx." + domain, address(name), MORNING)),
                address(name));
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM content_chunk WHERE content_id IN (SELECT content_id FROM message"
                    + " WHERE mailbox_id = " + store.inbox(owner).value() + ")");
        }
        store.bean(ReceivedReports.class).read(MailAddress.parse(address(name)).orElseThrow(), MORNING);

        assertThat(list(domain, Optional.empty()))
                .extracting(ReceivedReport::name)
                .containsExactly("next");
    }

    @Test
    void oldReportsAreForgotten() throws Exception {
        String name = name();
        store.account(name);
        deliver(
                SmtpService.RELAY,
                text(TlsReportMail.compose(reportOf("old"), "mx." + domain, address(name), MORNING)),
                address(name));
        store.bean(ReceivedReports.class).read(MailAddress.parse(address(name)).orElseThrow(), MORNING);
        ReceivedReport report = list(domain, Optional.empty()).get(0);
        store.bean(ReceivedReports.class).forget(MORNING.plus(Duration.ofDays(401)));

        assertThatThrownBy(() -> store.administer(
                        () -> store.bean(TlsReportService.class).find(report.id())))
                .isInstanceOf(AdministrationException.class);
    }
}
