package org.facteur.mailstore.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.api.queue.NextHop;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** Routes by domain: who lays them, who asks for them, and whose mail is taken for them. */
class RelayRouteContractTest extends StoreContract {

    private final String domain = name() + ".example";

    private static RelayRouteService service() {
        return store.bean(RelayRouteService.class);
    }

    private static RelayRoute create(String domain, String host, int port, boolean receives) throws Exception {
        return store.administer(() -> service().create(domain, host, port, receives));
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

            store.administer(() -> service().update(domain, "2001:db8::1", 26, true));
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
}
