package org.facteur.mailstore.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.queue.Report;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.harness.TestStore;
import org.facteur.mailstore.history.HistoryEvent.What;
import org.facteur.mailstore.queue.QueueAdministrationService;
import org.facteur.mailstore.queue.QueueKeeper;
import org.facteur.mailstore.queue.QueueSelection;
import org.facteur.mailstore.queue.QueueService;
import org.junit.jupiter.api.Test;

class HistoryContractTest extends StoreContract {

    private static final RemoteAnswer LATER =
            new RemoteAnswer("mx.example.net [192.0.2.1]", 451, "4.7.1", "Come later");
    private static final RemoteAnswer TAKEN =
            new RemoteAnswer("mx.example.net [192.0.2.1]", 250, "2.0.0", "Queued as 7");
    private static final RemoteAnswer UNKNOWN = new RemoteAnswer("mx.example.net [192.0.2.1]", 550, "5.1.1", "Nobody");

    private static HistoryService history() {
        return store.bean(HistoryService.class);
    }

    private static HistoryQuery to(String recipient) {
        return new HistoryQuery("", recipient, "", Optional.empty(), Optional.empty());
    }

    private static List<HistoryItem> find(HistoryQuery query) {
        HistoryPage page = history().list(query, OptionalLong.empty(), 100);
        assertThat(page.next()).isEmpty();
        return page.items();
    }

    private static HistoryItem only(String recipient) {
        List<HistoryItem> found = find(to(recipient));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void script(AccountId account, String script) throws MailStoreException {
        store.sieve.put(account, new ScriptName("main"), script.getBytes(StandardCharsets.US_ASCII));
        store.sieve.activate(account, new ScriptName("main"));
    }

    private static SmtpClient submitter(String name) {
        return new SmtpClient(
                SmtpService.SUBMISSION,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "[192.0.2.9]",
                Optional.of("TLSv1.3 TLS_AES_128_GCM_SHA256"),
                Optional.of(store.login(name)));
    }

    private static List<RecipientDecision> submit(String name, String... recipients) throws MailStoreException {
        return store.smtp.deliver(new InboundMessage(
                submitter(name), address(name), List.of(recipients), source(message(name)), Instant.now()));
    }

    @Test
    void aDeliveryIsFoundWithAllThatIsKnownOfIt() throws Exception {
        String name = name();
        store.account(name);
        Instant before = Instant.now();

        deliver(SmtpService.RELAY, message("history " + name), address(name));

        HistoryItem item = only(address(name));
        assertThat(item.origin()).isEqualTo(Origin.RELAY);
        assertThat(item.client()).isEqualTo(InetAddress.getLoopbackAddress().getHostAddress());
        assertThat(item.helo()).isEqualTo("client.example.org");
        assertThat(item.tls()).isEmpty();
        assertThat(item.account()).isEmpty();
        assertThat(item.sender()).isEqualTo("sender@example.org");
        assertThat(item.messageId()).isEqualTo(("history " + name).hashCode() + "@example.org");
        assertThat(item.size()).isGreaterThan(message("history " + name).length());
        assertThat(Duration.between(before, item.time()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(item.recipients()).containsExactly(new RecipientFate(address(name), Fate.DELIVERED, "", "INBOX"));
    }

    @Test
    void whatWasFoundOfItsOriginIsSaid() throws Exception {
        String name = name();
        store.account(name);
        SmtpClient anybody = client(SmtpService.RELAY);
        for (boolean isTrusted : List.of(false, true)) {
            SmtpClient client = new SmtpClient(
                    anybody.service(), anybody.address(), anybody.helo(), anybody.tls(), Optional.empty(), isTrusted);
            store.smtp.deliver(new InboundMessage(
                    client,
                    MailFrom.of("sender@example.org"),
                    List.of(RcptTo.of(address(name))),
                    source(message(name)),
                    Instant.now(),
                    "spf=pass dkim=fail arc=none"));
        }
        deliver(SmtpService.RELAY, message(name), address(name));

        assertThat(find(to(address(name))))
                .extracting(HistoryItem::results, HistoryItem::isAllowListed)
                .containsExactlyInAnyOrder(
                        tuple("spf=pass dkim=fail arc=none", false),
                        tuple("spf=pass dkim=fail arc=none", true),
                        tuple("", false));
    }

    @Test
    void eachRecipientHasWhatBecameOfIt() throws Exception {
        String kept = name();
        String filing = name();
        String discarding = name();
        String refusing = name();
        store.account(kept);
        AccountId filer = store.account(filing);
        store.imap.create(filer, new MailboxName("Lists"));
        script(filer, "require \"fileinto\"; fileinto \"Lists\"; keep;");
        script(store.account(discarding), "discard;");
        script(store.account(refusing), "require \"reject\"; reject \"no\";");

        deliver(
                SmtpService.LMTP,
                message("fates"),
                address(kept).toUpperCase(java.util.Locale.ROOT),
                address(filing),
                address(discarding),
                address(refusing));

        assertThat(only(address(kept)).recipients())
                .containsExactlyInAnyOrder(
                        new RecipientFate(
                                address(kept).toUpperCase(java.util.Locale.ROOT), Fate.DELIVERED, "", "INBOX"),
                        new RecipientFate(address(filing), Fate.DELIVERED, "", "Lists"),
                        new RecipientFate(address(filing), Fate.DELIVERED, "", "INBOX"),
                        new RecipientFate(address(discarding), Fate.DISCARDED, "", ""),
                        new RecipientFate(address(refusing), Fate.REFUSED, "", "SCRIPT"));
    }

    @Test
    void whatEverybodyRefusesIsThereToo() throws Exception {
        String name = name();
        script(store.account(name), "require \"reject\"; reject \"no\";");

        assertThat(deliver(SmtpService.RELAY, message("unwanted"), address(name)))
                .containsExactly(RecipientDecision.REFUSED);

        assertThat(only(address(name)).recipients())
                .containsExactly(new RecipientFate(address(name), Fate.REFUSED, "", "SCRIPT"));
    }

    @Test
    void whoIsRefusedBecauseOfAnotherIsSaidSo() throws Exception {
        String roomy = name();
        String full = name();
        store.account(roomy);
        store.account(full, 400L);
        deliver(SmtpService.RELAY, message("fills it"), address(full));

        deliver(SmtpService.RELAY, message("too much"), address(roomy), address(full));

        assertThat(only(address(roomy)).recipients())
                .containsExactly(
                        new RecipientFate(address(roomy), Fate.REFUSED, "", "WITH_ANOTHER"),
                        new RecipientFate(address(full), Fate.REFUSED, "", "OVER_QUOTA"));
    }

    @Test
    void refusalsFillNothing() throws Exception {
        try (TestStore own = TestStore.open(database)) {
            AccountId account = own.account("unwilling");
            own.sieve.put(
                    account,
                    new ScriptName("main"),
                    "require \"reject\"; reject \"no\";".getBytes(StandardCharsets.US_ASCII));
            own.sieve.activate(account, new ScriptName("main"));
            for (int i = 0; i < 1_010; i++) {
                own.smtp.deliver(new InboundMessage(
                        client(SmtpService.RELAY), "", List.of(address("unwilling")), source("a: b\r\n\r\n"), ARRIVED));
            }

            assertThat(own.number("SELECT COUNT(*) FROM history_message")).isEqualTo(1_000);
        }
    }

    @Test
    void anUnknownRecipientLeavesNoRow() throws Exception {
        deliver(SmtpService.RELAY, message("for nobody"), address("nobody-" + name()));

        assertThat(find(to("nobody-"))).isEmpty();
    }

    private static long account(String name) {
        return store.account(name).value();
    }

    private static Report report(Claim claim, QueuedMessage message, String domain, Outcome outcome) {
        return new Report(message.id(), claim.token(), domain, Report.Reach.REACHED, List.of(outcome));
    }

    private static void attempt(String domain, RemoteAnswer answer) throws Exception {
        QueueService queue = store.bean(QueueService.class);
        // Whatever waits is due.
        store.administer(() ->
                store.bean(QueueAdministrationService.class).retry(new QueueSelection(List.of(), domain, "", "")));
        Claim claim = store.required(() -> queue.claim(domain, 10));
        assertThat(claim.messages()).hasSize(1);
        QueuedMessage message = claim.messages().get(0);
        long recipient = message.recipients().get(0).id();
        Outcome outcome = answer == TAKEN
                ? new Outcome.Delivered(recipient, answer, false)
                : answer == LATER ? new Outcome.Deferred(recipient, answer) : new Outcome.Failed(recipient, answer);
        store.required(() -> {
            queue.report(report(claim, message, domain, outcome));
            return true;
        });
    }

    @Test
    void theLifeInTheQueueIsToldAttemptByAttempt() throws Exception {
        String name = name();
        account(name);
        String domain = name + ".example";
        submit(name, "bob@" + domain);

        HistoryItem queued = only("bob@" + domain);
        assertThat(queued.origin()).isEqualTo(Origin.SUBMISSION);
        assertThat(queued.account()).isEqualTo(address(name));
        assertThat(queued.tls()).isEqualTo("TLSv1.3 TLS_AES_128_GCM_SHA256");
        assertThat(queued.recipients()).containsExactly(new RecipientFate("bob@" + domain, Fate.QUEUED, "", ""));
        assertThat(queued.later()).isEmpty();

        attempt(domain, LATER);
        attempt(domain, TAKEN);

        HistoryDetail detail = history().find(queued.id());
        assertThat(detail.item().later()).isEqualTo(Set.of(What.DEFERRED, What.RELAYED));
        assertThat(detail.events()).extracting(HistoryEvent::what).containsExactly(What.DEFERRED, What.RELAYED);
        assertThat(detail.events()).extracting(HistoryEvent::answer).containsExactly(LATER, TAKEN);
        assertThat(detail.events()).extracting(HistoryEvent::recipient).containsOnly("bob@" + domain);
    }

    @Test
    void aBounceIsAnEndAndAMessageOfItsOwn() throws Exception {
        String name = name();
        account(name);
        String domain = name + ".example";
        submit(name, "bob@" + domain);
        attempt(domain, UNKNOWN);

        assertThat(history().find(only("bob@" + domain).id()).events())
                .extracting(HistoryEvent::what)
                .containsExactly(What.BOUNCED);
        HistoryItem report = only(address(name));
        assertThat(report.origin()).isEqualTo(Origin.OWN);
        assertThat(report.sender()).isEmpty();
        assertThat(report.client()).isEmpty();
    }

    @Test
    void whatTakesTooLongAndWhatAnAdministratorRemovesEndsToo() throws Exception {
        String name = name();
        account(name);
        submit(name, "late@" + name + "1.example");
        submit(name, "unwanted@" + name + "2.example");
        QueueAdministrationService queue = store.bean(QueueAdministrationService.class);
        long unwanted = store.required(() -> queue.list(new QueueSelection(List.of(), name + "2.example", "", ""), 0, 2)
                .get(0)
                .id());

        store.administer(() -> {
            queue.delete(unwanted, false);
            return true;
        });
        store.bean(QueueKeeper.class).look(Instant.now().plus(Duration.ofDays(6)));

        assertThat(history().find(only("unwanted@" + name).id()).events())
                .extracting(HistoryEvent::what)
                .containsExactly(What.REMOVED);
        assertThat(history().find(only("late@" + name).id()).events())
                .extracting(HistoryEvent::what)
                .containsExactly(What.EXPIRED);
    }

    @Test
    void senderMessageIdAndTimeNarrowItDown() throws Exception {
        String name = name();
        store.account(name);
        deliver(SmtpService.RELAY, message("one"), address(name));
        deliver(SmtpService.RELAY, message("two"), address(name));
        Instant now = Instant.now();

        assertThat(find(new HistoryQuery("SENDER@", address(name), "", Optional.empty(), Optional.empty())))
                .hasSize(2);
        assertThat(find(new HistoryQuery("nobody@", address(name), "", Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(find(new HistoryQuery("%", address(name), "", Optional.empty(), Optional.empty())))
                .as("no pattern")
                .isEmpty();
        String id = "<" + "two".hashCode() + "@example.org>";
        assertThat(find(new HistoryQuery("", address(name), id, Optional.empty(), Optional.empty())))
                .hasSize(1);
        Optional<Instant> hourAgo = Optional.of(now.minusSeconds(3_600));
        Optional<Instant> inAnHour = Optional.of(now.plusSeconds(3_600));
        assertThat(find(new HistoryQuery("", address(name), "", hourAgo, inAnHour)))
                .hasSize(2);
        assertThat(find(new HistoryQuery("", address(name), "", inAnHour, Optional.empty())))
                .isEmpty();
        assertThat(find(new HistoryQuery("", address(name), "", Optional.empty(), hourAgo)))
                .isEmpty();
    }

    @Test
    void aNameOfAMailboxIsNoRecipient() throws Exception {
        String name = name();
        AccountId account = store.account(name);
        store.imap.create(account, new MailboxName("x" + name + "@box"));
        script(account, "require \"fileinto\"; fileinto \"x" + name + "@box\";");
        deliver(SmtpService.RELAY, message("filed"), address(name));

        assertThat(find(to(name + "@box"))).isEmpty();
        assertThat(find(to(address(name)))).hasSize(1);
    }

    /** Whatever the steps of a search are, its pages together are the whole. */
    @Test
    void pagesTogetherAreTheWhole() throws Exception {
        String name = name();
        String other = name();
        store.account(name);
        store.account(other);
        for (int i = 0; i < 40; i++) {
            deliver(SmtpService.RELAY, message("page " + i), address(i % 3 == 0 ? name : other));
        }
        for (int step : List.of(1, 3, 7, 1_000)) {
            for (int count : List.of(1, 2, 5, 100)) {
                List<Long> ids = new ArrayList<>();
                OptionalLong next = OptionalLong.empty();
                do {
                    HistoryPage page = history().list(to(address(name)), next, count, step, 2);
                    page.items().forEach(item -> ids.add(item.id()));
                    next = page.next();
                } while (next.isPresent());
                assertThat(ids).as("step %d, count %d", step, count).hasSize(14).doesNotHaveDuplicates();
                assertThat(ids).isSortedAccordingTo(java.util.Comparator.reverseOrder());
            }
        }
    }

    @Test
    void whatIsOldIsForgottenAndTheRestIsNot() throws Exception {
        String name = name();
        account(name);
        String domain = name + ".example";
        submit(name, "bob@" + domain);
        attempt(domain, TAKEN);
        HistoryKeeper keeper = store.bean(HistoryKeeper.class);

        keeper.forget(Instant.now().plus(Duration.ofDays(29)));
        long id = only("bob@" + domain).id();
        assertThat(history().find(id).events()).hasSize(1);

        keeper.forget(Instant.now().plus(Duration.ofDays(31)));
        assertThat(find(to("bob@" + domain))).isEmpty();
        assertThatThrownBy(() -> history().find(id)).isInstanceOf(AdministrationException.class);
        assertThat(store.number("SELECT COUNT(*) FROM history_event WHERE message_id = " + id))
                .isZero();
    }

    @Test
    void idsFollowTimeAndCollideWithNoOtherServers() throws Exception {
        HistoryIds ids = store.bean(HistoryIds.class);
        Instant now = Instant.now().plusSeconds(ThreadLocalRandom.current().nextInt(60));
        long first = ids.next(now);
        assertThat(ids.next(now)).isGreaterThan(first);
        assertThat(ids.next(now.minusSeconds(10))).as("a clock that goes back").isGreaterThan(first);
        assertThat(HistoryIds.time(first).getEpochSecond()).isEqualTo(now.getEpochSecond());
        assertThat(HistoryIds.first(now)).isLessThanOrEqualTo(first);
        assertThat(HistoryIds.first(now.plusSeconds(1))).isGreaterThan(first);

        HistoryRepository repository = store.bean(HistoryRepository.class);
        long one = store.required(() -> repository.nextServer(1_024));
        long two = store.required(() -> repository.nextServer(1_024));
        assertThat(two).isEqualTo((one + 1) % 1_024);
    }
}
