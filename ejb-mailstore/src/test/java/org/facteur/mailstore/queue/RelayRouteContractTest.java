package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.NextHop.Protocol;
import org.facteur.api.queue.TlsLevel;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.harness.StoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Routes by domain: who lays them, who asks for them, and whose mail is taken for them. */
class RelayRouteContractTest extends StoreContract {

    private final String domain = name() + ".example";

    private static RelayRouteService service() {
        return store.bean(RelayRouteService.class);
    }

    private static RelayRoute create(String domain, String host, int port, boolean receives) throws Exception {
        return store.administer(() -> service().create(domain, new RelayRouteDraft(host, port, receives)));
    }

    private static void delete(String domain) throws Exception {
        store.administer(() -> {
            service().delete(domain);
            return true;
        });
    }

    private static Optional<NextHop> nextHop(String destination) {
        return store.required(() -> store.bean(QueueService.class).nextHop(destination));
    }

    private static RelayRoute find(String domain) {
        return store.required(() -> service().find(domain)).orElseThrow();
    }

    @Test
    void aDomainsOwnRouteComesBeforeThatForAll() throws Exception {
        assertThat(nextHop(domain)).isEmpty();
        create(domain.toUpperCase(Locale.ROOT), "Backend.example.org", 2525, false);
        create("*", "192.0.2.1", 25, false);
        try {
            assertThat(nextHop(domain)).contains(new NextHop("backend.example.org", 2525));
            assertThat(nextHop("other-" + domain)).contains(new NextHop("192.0.2.1", 25));

            store.administer(() -> service().update(domain, new RelayRouteDraft("2001:db8::1", 26, true)));
            assertThat(nextHop(domain)).contains(new NextHop("2001:db8::1", 26));
            assertThat(find(domain).receives()).isTrue();
            assertThat(store.required(() -> service().list()))
                    .extracting(RelayRoute::domain)
                    .contains("*", domain);
            delete(domain);
            assertThat(nextHop(domain)).contains(new NextHop("192.0.2.1", 25));
        } finally {
            delete("*");
        }
        assertThat(nextHop(domain)).isEmpty();
        assertThatThrownBy(() -> delete(domain)).isInstanceOf(AdministrationException.class);
    }

    @Test
    void whatCannotBeIsRefusedAtItsField() throws Exception {
        create(domain, "backend", 25, false);
        assertThatThrownBy(() -> create(domain, "backend", 25, false))
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(AdministrationException.Kind.ALREADY_EXISTS));
        refused("domain", "not a domain", "backend", 25, false);
        refused("domain", address("x").replaceAll(".*@", ""), "backend", 25, false);
        refused("host", "x" + domain, "no host!", 25, false);
        refused("host", "x" + domain, "", 25, false);
        refused("port", "x" + domain, "backend", 0, false);
        refused("receives", "*", "backend", 25, true);
    }

    private static void refused(String field, String domain, String host, int port, boolean receives) {
        assertThatThrownBy(() -> create(domain, host, port, receives))
                .as(domain + " " + host)
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field));
    }

    private RecipientDecision check(String recipient) throws Exception {
        return store.smtp.checkRecipient(
                client(SmtpService.RELAY), MailFrom.of("sender@example.org"), RcptTo.of(recipient));
    }

    @Test
    void mailOfOthersIsTakenForADomainThatReceivesAndForNoOther() throws Exception {
        String quiet = "quiet-" + domain;
        String here = name();
        store.account(here);
        create(domain, "backend", 25, true);
        create(quiet, "backend", 25, false);

        assertThat(check("whoever@" + domain)).isEqualTo(RecipientDecision.ACCEPTED_FOR_RELAY);
        assertThat(check("whoever@" + quiet)).isEqualTo(RecipientDecision.RELAY_DENIED);
        assertThat(store.smtp.deliver(new InboundMessage(
                        client(SmtpService.LMTP),
                        "sender@example.org",
                        List.of("whoever@" + domain, "whoever@" + quiet, address(here)),
                        source(message("for others")),
                        Instant.now())))
                .containsExactly(
                        RecipientDecision.ACCEPTED_FOR_RELAY,
                        RecipientDecision.RELAY_DENIED,
                        RecipientDecision.ACCEPTED);

        assertThat(store.required(
                        () -> store.bean(QueueService.class).claim(domain, 10).messages()))
                .singleElement()
                .satisfies(
                        message -> assertThat(message.mailFrom().reversePath()).isEqualTo("sender@example.org"));
    }

    private static RelayRouteDraft draft(String user, @Nullable String password, String source) {
        return new RelayRouteDraft(
                "backend",
                465,
                false,
                Protocol.SMTP,
                Optional.of(TlsLevel.VERIFY),
                true,
                user,
                Optional.ofNullable(password).map(Secret::new),
                true,
                source);
    }

    private static RelayRoute lay(String domain, RelayRouteDraft draft) throws Exception {
        return store.administer(() -> service().create(domain, draft));
    }

    private static RelayRoute change(String domain, RelayRouteDraft draft) throws Exception {
        return store.administer(() -> service().update(domain, draft));
    }

    @Test
    void howTheServerIsSpokenToIsKeptWithIt() throws Exception {
        lay(domain, draft("facteur", "letter, box", "127.0.0.1"));

        NextHop hop = nextHop(domain).orElseThrow();
        assertThat(hop)
                .isEqualTo(new NextHop(
                        "backend",
                        465,
                        Protocol.SMTP,
                        Optional.of(TlsLevel.VERIFY),
                        true,
                        Optional.of(new HopLogin("facteur", new Secret("letter, box"), true)),
                        Optional.of(InetAddress.getByName("127.0.0.1"))));
        assertThat(find(domain).hop()).isEqualTo(hop);
        assertThat(find(domain).toString()).doesNotContain("letter");

        RelayRouteDraft lmtp = new RelayRouteDraft(
                "backend", 24, true, Protocol.LMTP, Optional.empty(), false, "", Optional.empty(), false, " ");
        assertThat(change(domain, lmtp).hop())
                .isEqualTo(new NextHop(
                        "backend", 24, Protocol.LMTP, Optional.empty(), false, Optional.empty(), Optional.empty()));
        assertThat(nextHop(domain)).contains(find(domain).hop());
    }

    @Test
    void aPasswordIsKeptForTheSameServerAndUserOnly() throws Exception {
        lay(domain, draft("facteur", "letter-box", ""));

        assertThat(change(domain, draft("facteur", null, "")).hop().login())
                .contains(new HopLogin("facteur", new Secret("letter-box"), true));
        assertThat(change(domain, draft("facteur", "letter-box-2", "")).hop().login())
                .contains(new HopLogin("facteur", new Secret("letter-box-2"), true));
        refused("password", () -> change(domain, draft("another", null, "")));
        RelayRouteDraft elsewhere = new RelayRouteDraft(
                "elsewhere", 465, false, Protocol.SMTP, Optional.empty(), true, "facteur", Optional.empty(), true, "");
        refused("password", () -> change(domain, elsewhere));
        assertThat(nextHop(domain).orElseThrow().host()).isEqualTo("backend");
    }

    @Test
    void whatNeverWorksIsRefused() {
        refused("user", () -> lay(domain, draft("", "letter-box", "")));
        refused("user", () -> lay(domain, draft("a\nb", "letter-box", "")));
        refused("password", () -> lay(domain, draft("facteur", null, "")));
        refused("password", () -> lay(domain, draft("facteur", "", "")));
        refused("password", () -> lay(domain, draft("facteur", "x".repeat(256), "")));
        refused("source", () -> lay(domain, draft("", null, "192.0.2.1")));
        refused("source", () -> lay(domain, draft("", null, "localhost")));
        refused("source", () -> lay(domain, draft("", null, "0.0.0.0")));
        refused(
                "port",
                () -> lay(
                        domain,
                        new RelayRouteDraft(
                                "backend",
                                25,
                                false,
                                Protocol.LMTP,
                                Optional.empty(),
                                false,
                                "",
                                Optional.empty(),
                                false,
                                "")));
        refused(
                "tls",
                () -> lay(
                        domain,
                        new RelayRouteDraft(
                                "backend",
                                465,
                                false,
                                Protocol.SMTP,
                                Optional.of(TlsLevel.NONE),
                                true,
                                "",
                                Optional.empty(),
                                false,
                                "")));
        assertThat(nextHop(domain)).isEmpty();
    }

    private static void refused(String field, ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        AdministrationException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field));
    }
}
