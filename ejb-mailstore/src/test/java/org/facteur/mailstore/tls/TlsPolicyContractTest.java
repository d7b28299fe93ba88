package org.facteur.mailstore.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.AdministrationException.Kind;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

/** What administrators choose for domains. */
class TlsPolicyContractTest extends StoreContract {

    private static TlsPolicyService policies() {
        return store.bean(TlsPolicyService.class);
    }

    private static TlsPolicy create(String domain, String level, String... names) throws Exception {
        return store.administer(() -> policies().create(domain, level, List.of(names)));
    }

    private static TlsLevel level(String destination) throws Exception {
        return store.required(() -> store.bean(DestinationTlsService.class)
                .tls(destination)
                .choice()
                .map(TlsChoice::level)
                .orElse(TlsLevel.MAY));
    }

    private static void expect(Kind kind, String field, StoreCall call) {
        AdministrationException failure = catchThrowableOfType(
                AdministrationException.class,
                () -> store.administer(() -> {
                    call.run();
                    return true;
                }));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.field()).isEqualTo(field);
    }

    private interface StoreCall {
        void run() throws AdministrationException;
    }

    @Test
    void theClosestPolicyHolds() throws Exception {
        String domain = name() + ".example";
        create("." + domain, "encrypt");
        create("Mail." + domain, "none");

        assertThat(level("mail." + domain)).isEqualTo(TlsLevel.NONE);
        assertThat(level("a.mail." + domain)).isEqualTo(TlsLevel.ENCRYPT);
        assertThat(level(domain)).isEqualTo(TlsLevel.MAY);
    }

    @Test
    void aPolicyIsMadeListedChangedAndDeleted() throws Exception {
        String domain = name() + ".example";
        TlsPolicy made = create(" " + domain.toUpperCase(Locale.ROOT), "secure", "mx.example.net", ".Example.COM");
        assertThat(made)
                .isEqualTo(new TlsPolicy(
                        domain, new TlsChoice(TlsLevel.SECURE, List.of("mx.example.net", ".example.com"))));

        List<TlsPolicy> behind = store.administer(() -> policies().list(domain.substring(0, domain.length() - 1), 1));
        assertThat(behind).containsExactly(made);
        TlsPolicy changed = store.administer(() -> policies().change(domain, "verify", List.of()));
        assertThat(store.<TlsPolicy>administer(() -> policies().find(domain))).isEqualTo(changed);
        store.administer(() -> {
            policies().delete(domain);
            return true;
        });
        expect(Kind.NOT_FOUND, null, () -> policies().find(domain));
        expect(Kind.NOT_FOUND, null, () -> policies().delete(domain));
        expect(Kind.NOT_FOUND, null, () -> policies().change(domain, "may", List.of()));
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        String domain = name() + ".example";
        create(domain, "may");

        expect(Kind.ALREADY_EXISTS, "domain", () -> policies().create(domain, "may", List.of()));
        expect(Kind.INVALID, "domain", () -> policies().create("not a domain", "may", List.of()));
        expect(Kind.INVALID, "domain", () -> policies().create("..example", "may", List.of()));
        expect(Kind.INVALID, "level", () -> policies().create("x." + domain, "always", List.of()));
        expect(Kind.INVALID, "names", () -> policies().create("x." + domain, "may", List.of("mx.example.net")));
        expect(Kind.INVALID, "names", () -> policies().create("x." + domain, "secure", List.of("no host")));
        expect(
                Kind.INVALID,
                "names",
                () -> policies().create("x." + domain, "secure", Collections.nCopies(21, "mx.example.net")));
    }

    @Test
    void whatADomainPublishesIsKeptUntilItsTimeIsOver() throws Exception {
        String domain = name() + ".example";
        Instant fetched = Instant.parse("2026-03-01T12:00:00Z");
        StsPolicy first = new StsPolicy("a1", Mode.TESTING, List.of("mx.example"), Duration.ofDays(2), fetched);
        StsPolicy second = new StsPolicy(
                "a2", Mode.ENFORCE, List.of("mx.example", "*.example"), Duration.ofDays(1), fetched.plusSeconds(60));
        keep(domain, first);
        assertThat(published(domain)).contains(first);
        keep(domain, second);
        assertThat(published(domain)).contains(second);
        keep("other." + domain, new StsPolicy("b", Mode.NONE, List.of(), Duration.ZERO, fetched.plusSeconds(90_000)));

        assertThat(published(domain)).isEmpty();
        assertThat(published("other." + domain)).isPresent();
    }

    private static void keep(String domain, StsPolicy policy) {
        store.required(() -> {
            store.bean(DestinationTlsService.class).keep(domain, policy);
            return true;
        });
    }

    private static Optional<StsPolicy> published(String domain) {
        return store.required(
                () -> store.bean(DestinationTlsService.class).tls(domain).policy());
    }
}
