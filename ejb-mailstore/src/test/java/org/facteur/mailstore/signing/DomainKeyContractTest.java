package org.facteur.mailstore.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.account.Account;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.AdministrationException.Kind;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.Quota;
import org.facteur.mailstore.harness.StoreContract;
import org.facteur.mailstore.queue.QueueService;
import org.facteur.mailstore.routing.DomainAliasService;
import org.facteur.mailstore.routing.Posting;
import org.facteur.mailstore.routing.RouteDraft;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of keys, and whose mail goes out with them. Each test has a domain and a destination of its own. */
class DomainKeyContractTest extends StoreContract {

    private String domain = "";
    private String remote = "";

    @BeforeEach
    void domain() {
        domain = name() + ".test";
        remote = name() + ".example";
        create(domain);
    }

    private static void create(String name) {
        store.required(() -> store.bean(DomainService.class).create(name));
    }

    private static DomainKeyService service() {
        return store.bean(DomainKeyService.class);
    }

    private DomainKeySummary key(SigningAlgorithm algorithm, String selector) throws AdministrationException {
        return store.administer(() -> service().create(domain, algorithm, Optional.of(selector)));
    }

    private DomainKeySummary activate(String selector) throws AdministrationException {
        return store.administer(() -> service().activate(domain, selector));
    }

    private DomainKeySummary active(SigningAlgorithm algorithm, String selector) throws AdministrationException {
        key(algorithm, selector);
        return activate(selector);
    }

    private List<DomainKeySummary> keys(String name) throws AdministrationException {
        return store.administer(() -> service().list(name));
    }

    private void retire(String selector) throws AdministrationException {
        store.administer(() -> service().retire(domain, selector));
    }

    private void delete(String selector) throws AdministrationException {
        store.administer(() -> {
            service().delete(domain, selector);
            return true;
        });
    }

    private static Kind refusal(ThrowingCallable call) {
        Kind[] kind = new Kind[1];
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(AdministrationException.class, refusal -> kind[0] = refusal.kind());
        return kind[0];
    }

    private SmtpClient alice() throws Exception {
        return submitter("alice", domain);
    }

    private static SmtpClient submitter(String name, String domain) throws Exception {
        store.account(name, domain, Quota.NONE);
        Account account = store.imap.authenticate(
                new Credentials(name + "@" + domain, new Secret(name), java.net.InetAddress.getLoopbackAddress()));
        SmtpClient anonymous = client(SmtpService.SUBMISSION);
        return new SmtpClient(
                anonymous.service(), anonymous.address(), anonymous.helo(), anonymous.tls(), Optional.of(account));
    }

    private void send(SmtpClient client, String sender, String from) throws Exception {
        send(client, sender, from, "bob@" + remote);
    }

    private static void send(SmtpClient client, String sender, String from, String recipient) throws Exception {
        assertThat(store.smtp.deliver(new InboundMessage(
                        client,
                        MailFrom.of(sender),
                        List.of(RcptTo.of(recipient)),
                        source(("From: " + from + "\r\nSubject: test\r\n\r\nHello.\r\n")
                                .getBytes(StandardCharsets.UTF_8)),
                        Instant.now())))
                .allMatch(RecipientDecision::isAccepted);
    }

    /** What the one message that waits is to be signed with. */
    private List<String> signers() {
        QueuedMessage message = claimed();
        assertThat(message.isPassedOn()).isFalse();
        return keys(message);
    }

    /** The same of a message that is sealed, and not signed. */
    private List<String> sealers() {
        QueuedMessage message = claimed();
        assertThat(message.isPassedOn()).isTrue();
        return keys(message);
    }

    private QueuedMessage claimed() {
        List<QueuedMessage> messages = store.required(
                        () -> store.bean(QueueService.class).claim(remote, 100))
                .messages();
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    private static List<String> keys(QueuedMessage message) {
        return message.signers().stream().map(SigningKey::toString).toList();
    }

    @Test
    void aKeyIsMadeSignsAndRetires() throws Exception {
        DomainKeySummary made =
                store.administer(() -> service().create(domain, SigningAlgorithm.RSA_SHA256, Optional.empty()));

        assertThat(made.selector()).matches("rsa20[0-9]{6}");
        assertThat(made.state()).isEqualTo(KeyState.PENDING);
        assertThat(made.activated()).isEmpty();
        assertThat(store.administer(() -> service().create(domain, SigningAlgorithm.RSA_SHA256, Optional.empty()))
                        .selector())
                .isEqualTo(made.selector() + "-2");

        DomainKeySummary signing = activate(made.selector().toUpperCase(Locale.ROOT));
        assertThat(signing.state()).isEqualTo(KeyState.ACTIVE);
        assertThat(signing.activated()).isPresent();
        assertThat(signing.records()).isEqualTo(made.records());

        retire(made.selector());
        DomainKeySummary retired = store.administer(() -> service().find(domain, made.selector()));
        assertThat(retired.state()).isEqualTo(KeyState.RETIRED);
        assertThat(retired.publishedUntil())
                .contains(retired.retired().orElseThrow().plus(DomainKeyService.STAYS_PUBLISHED));
        assertThat(privateKeys(made.selector())).as("private halves").isZero();

        delete(made.selector());
        assertThat(keys(domain)).extracting(DomainKeySummary::selector).containsExactly(made.selector() + "-2");
    }

    private long privateKeys(String selector) {
        return store.number("SELECT COUNT(k.private_key) FROM signing_key k JOIN domain d ON d.id = k.domain_id"
                + " WHERE d.name = '" + domain + "' AND k.selector = '" + selector + "'");
    }

    @Test
    void aNewKeyTakesThePlaceOfTheOldOneOfItsKind() throws Exception {
        active(SigningAlgorithm.ED25519_SHA256, "old");
        active(SigningAlgorithm.RSA_SHA256, "other");
        active(SigningAlgorithm.ED25519_SHA256, "new");

        assertThat(keys(domain))
                .extracting(key -> key.selector() + " " + key.state())
                .containsExactly("old RETIRED", "other ACTIVE", "new ACTIVE");
    }

    @Test
    void whatWouldHarmIsRefused() throws Exception {
        key(SigningAlgorithm.ED25519_SHA256, "pending");
        active(SigningAlgorithm.ED25519_SHA256, "active");
        active(SigningAlgorithm.RSA_SHA256, "retired");
        retire("retired");

        assertThat(refusal(() -> key(SigningAlgorithm.ED25519_SHA256, "Active")))
                .isEqualTo(Kind.ALREADY_EXISTS);
        for (String wrong : List.of("", "a.b", "a_b", "-a", "x".repeat(64))) {
            assertThat(refusal(() -> key(SigningAlgorithm.ED25519_SHA256, wrong)))
                    .as(wrong)
                    .isEqualTo(Kind.INVALID);
        }
        assertThat(refusal(() -> retire("pending"))).isEqualTo(Kind.IN_USE);
        assertThat(refusal(() -> delete("active"))).isEqualTo(Kind.IN_USE);
        assertThat(refusal(() -> activate("retired"))).isEqualTo(Kind.IN_USE);
        assertThat(refusal(() -> activate("nothing"))).isEqualTo(Kind.NOT_FOUND);
        assertThat(refusal(() -> keys("nowhere.test"))).isEqualTo(Kind.NOT_FOUND);
        assertThat(activate("active").state()).isEqualTo(KeyState.ACTIVE);
        for (int i = 3; i < DomainKeyService.MAX_KEYS; i++) {
            key(SigningAlgorithm.ED25519_SHA256, "k" + i);
        }
        assertThat(refusal(() -> key(SigningAlgorithm.ED25519_SHA256, "more"))).isEqualTo(Kind.IN_USE);
    }

    @Test
    void theRecordSaysWhatVerifiersNeed() throws Exception {
        store.administer(() -> store.bean(DomainAliasService.class).create(domain, "other-" + domain));
        DomainKeySummary rsa = key(SigningAlgorithm.RSA_SHA256, "r");
        DomainKeySummary ed25519 = key(SigningAlgorithm.ED25519_SHA256, "e");

        assertThat(rsa.records())
                .extracting(KeyRecord::name)
                .containsExactly("r._domainkey." + domain, "r._domainkey.other-" + domain);
        KeyRecord record = rsa.records().get(0);
        assertThat(record.value()).startsWith("v=DKIM1; h=sha256; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A");
        assertThat(record.strings()).hasSize(2).allMatch(string -> string.length() <= 255);
        assertThat(String.join("", record.strings())).isEqualTo(record.value());
        assertThat(record.zoneLine())
                .startsWith("r._domainkey." + domain + ". IN TXT ( \"v=DKIM1; ")
                .endsWith("\" )");
        String value = ed25519.records().get(0).value();
        assertThat(value).startsWith("v=DKIM1; h=sha256; k=ed25519; p=");
        assertThat(Base64.getDecoder().decode(value.substring(value.indexOf("p=") + 2)))
                .hasSize(32);
    }

    @Test
    void mailOfAnAccountIsSignedWithTheKeysOfItsDomain() throws Exception {
        key(SigningAlgorithm.RSA_SHA256, "pending");
        active(SigningAlgorithm.ED25519_SHA256, "e");
        active(SigningAlgorithm.RSA_SHA256, "r");

        send(alice(), "alice@" + domain, "Alice <Alice@" + domain.toUpperCase(Locale.ROOT) + ">");

        assertThat(signers())
                .containsExactly(
                        "r._domainkey." + domain + " (rsa-sha256)", "e._domainkey." + domain + " (ed25519-sha256)");
    }

    @Test
    void whoMaySpeakInTheNameOfADomainDecides() throws Exception {
        active(SigningAlgorithm.ED25519_SHA256, "e");
        String key = "e._domainkey." + domain + " (ed25519-sha256)";
        String other = name() + ".test";
        create(other);
        SmtpClient alice = alice();
        SmtpClient stranger = submitter("mallory", other);
        String own = "alice@" + domain;
        String theirs = "mallory@" + other;

        assertSigned(alice, "", own, key);
        assertSigned(alice, own, "news@letters." + domain, key);
        assertSigned(alice, own, own + ", carol@" + domain, key);
        assertSigned(stranger, theirs, theirs);
        assertSigned(stranger, theirs, own);
        assertSigned(stranger, theirs, "news@letters." + domain);
        assertSigned(alice, own, theirs);
        assertSigned(alice, own, own + ", " + theirs);
        assertSigned(alice, own, "alice");
        assertSigned(alice, own, "alice@not" + domain);
        // What others send in our name is theirs, wherever an alias leads it.
        store.administer(() ->
                store.bean(RouteService.class).create(RouteDraft.alias("away@" + domain, List.of("bob@" + remote))));
        send(client(SmtpService.RELAY), own, own, "away@" + domain);
        assertThat(sealers()).containsExactly(key);
        send(alice, own, own, "away@" + domain);
        assertThat(signers()).containsExactly(key);
    }

    @Test
    void whatIsPassedOnIsSealedByTheDomainWhoseAddressDoesSo() throws Exception {
        active(SigningAlgorithm.RSA_SHA256, "s");
        String key = "s._domainkey." + domain + " (rsa-sha256)";
        store.administer(() -> {
            RouteService routes = store.bean(RouteService.class);
            routes.create(RouteDraft.alias("away@" + domain, List.of("bob@" + remote)));
            return routes.create(new RouteDraft(
                    "team@" + domain,
                    RouteKind.GROUP,
                    List.of("carol@" + remote),
                    "The team",
                    Posting.ANYONE,
                    Optional.empty(),
                    List.of()));
        });

        for (String sender : List.of("", "alice@" + domain, "mallory@elsewhere.example")) {
            send(client(SmtpService.RELAY), sender, "mallory@elsewhere.example", "away@" + domain);
            assertThat(sealers()).containsExactly(key);
        }
        send(client(SmtpService.RELAY), "mallory@elsewhere.example", "mallory@elsewhere.example", "team@" + domain);
        assertThat(sealers()).containsExactly(key);
    }

    private void assertSigned(SmtpClient client, String sender, String from, String... keys) throws Exception {
        send(client, sender, from);
        assertThat(signers()).as(from).containsExactly(keys);
    }

    @Test
    void anotherNameOfADomainHasItsKeys() throws Exception {
        String other = "bücher-" + name() + ".test";
        store.administer(() -> store.bean(DomainAliasService.class).create(domain, other));
        active(SigningAlgorithm.ED25519_SHA256, "e");

        send(alice(), "alice@" + other, "alice@" + other);

        assertThat(signers()).singleElement().asString().startsWith("e._domainkey.xn--");
    }

    @Test
    void reportsOfThisServerAreSignedByTheDomainAboveIt() throws Exception {
        active(SigningAlgorithm.ED25519_SHA256, "e");

        store.required(() -> {
            store.bean(DeliveryService.class)
                    .deliverOwn(
                            "bob@" + remote,
                            BodyType.SEVEN_BIT,
                            source("From: MAILER-DAEMON@mx.mail." + domain + "\r\n\r\nReport.\r\n"),
                            Instant.now());
            return true;
        });

        assertThat(signers()).containsExactly("e._domainkey." + domain + " (ed25519-sha256)");
    }

    @Test
    void theKeysAreThoseOfTheMomentOfSending() throws Exception {
        SmtpClient alice = alice();
        send(alice, "alice@" + domain, "alice@" + domain);
        active(SigningAlgorithm.ED25519_SHA256, "e");

        assertThat(signers()).hasSize(1);

        send(alice, "alice@" + domain, "alice@" + domain);
        retire("e");
        assertThat(signers()).isEmpty();
    }

    @Test
    void aKeyThatIsNoneKeepsNothingBack() throws Exception {
        active(SigningAlgorithm.ED25519_SHA256, "broken");
        active(SigningAlgorithm.RSA_SHA256, "whole");
        try (var connection = store.dataSource().getConnection();
                var statement = connection.prepareStatement(
                        "UPDATE signing_key SET private_key = ? WHERE selector = 'broken' AND domain_id ="
                                + " (SELECT id FROM domain WHERE name = ?)")) {
            statement.setBytes(1, new byte[] {1, 2, 3});
            statement.setString(2, domain);
            assertThat(statement.executeUpdate()).isEqualTo(1);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }

        send(alice(), "alice@" + domain, "alice@" + domain);

        assertThat(signers()).containsExactly("whole._domainkey." + domain + " (rsa-sha256)");
    }

    @Test
    void keysGoWithTheirDomain() throws Exception {
        active(SigningAlgorithm.ED25519_SHA256, "e");
        long before = store.number("SELECT COUNT(*) FROM signing_key");

        store.administer(() -> {
            store.bean(DomainService.class).delete(domain);
            return true;
        });

        assertThat(store.number("SELECT COUNT(*) FROM signing_key")).isEqualTo(before - 1);
    }
}
