package org.facteur.smtp.sts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** Which policy holds for a domain, as time goes on and things fail. */
class StsPoliciesTest {

    private static final String TEXT = "version: STSv1\nmode: enforce\nmx: mx.example.org\nmax_age: 604800\n";

    private final TestNameServer names = TestNameServer.start();
    private final Map<String, StsPolicy> kept = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<String>> answers = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private final StsPolicies policies = new StsPolicies(
            new CachingDns(new DnsSettings(List.of(names.address()), Duration.ofSeconds(2), 100, 1 << 20)),
            domain -> {
                asked.add(domain);
                return answers.remove(0);
            },
            kept::put,
            () -> now);

    @AfterEach
    void stop() {
        names.close();
    }

    private void announces(String id) {
        names.with("_mta-sts.example.org. 60 IN TXT \"v=STSv1; id=" + id + ";\"");
    }

    private void answers(String text) {
        answers.add(CompletableFuture.completedFuture(text));
    }

    private Optional<StsPolicy> find() throws Exception {
        return policies.find("example.org", Optional.ofNullable(kept.get("example.org")))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .policy();
    }

    private StsPolicy old(String id, Duration age) {
        StsPolicy policy =
                new StsPolicy(id, Mode.ENFORCE, List.of("old.example.org"), Duration.ofDays(7), now.minus(age));
        kept.put("example.org", policy);
        return policy;
    }

    @Test
    void whatIsAnnouncedIsFetchedOnceAndKept() throws Exception {
        announces("1");
        answers(TEXT);

        assertThat(find().orElseThrow().hosts()).containsExactly("mx.example.org");
        assertThat(kept).containsEntry("example.org", find().orElseThrow());
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoAnnouncesNothingIsNotAsked() throws Exception {
        names.with("_mta-sts.example.org. 60 IN TXT \"something else\"");

        assertThat(find()).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsKeptHoldsWithoutBeingAskedFor() throws Exception {
        announces("1");
        StsPolicy old = old("1", Duration.ofHours(5));

        assertThat(find()).contains(old);
        assertThat(asked).isEmpty();
    }

    @Test
    void whatIsKeptIsRenewedEachDayWhileItHolds() throws Exception {
        announces("1");
        StsPolicy old = old("1", Duration.ofHours(25));
        CompletableFuture<String> slow = new CompletableFuture<>();
        answers.add(slow);

        assertThat(find()).contains(old);
        slow.complete(TEXT);
        assertThat(kept.get("example.org").fetched()).isEqualTo(now);
    }

    @Test
    void aNewIdIsANewPolicy() throws Exception {
        announces("2");
        old("1", Duration.ofHours(1));
        answers(TEXT);

        assertThat(find().orElseThrow().id()).isEqualTo("2");
    }

    @Test
    void whatCannotBeHadLeavesWhatIsKept() throws Exception {
        announces("2");
        StsPolicy old = old("1", Duration.ofHours(1));
        answers.add(CompletableFuture.failedFuture(new IOException("away")));

        assertThat(find()).contains(old);
        assertThat(find()).contains(old);
        assertThat(asked).as("not again at once").hasSize(1);
    }

    @Test
    void whatIsNoPolicyLeavesWhatIsKeptToo() throws Exception {
        announces("2");
        StsPolicy old = old("1", Duration.ofHours(1));
        answers("<html>");

        assertThat(find()).contains(old);
    }

    @Test
    void whatIsKeptHoldsWhenDnsFailsUntilItsTimeIsOver() throws Exception {
        names.failing("_mta-sts.example.org", Rcode.SERVFAIL);
        StsPolicy old = old("1", Duration.ofDays(6));

        assertThat(find()).contains(old);
        now = now.plus(Duration.ofDays(1));
        assertThat(find()).isEmpty();
    }

    @Test
    void aPolicyCanBeTakenBack() throws Exception {
        announces("2");
        old("1", Duration.ofHours(1));
        answers(TEXT.replace("enforce", "none"));

        assertThat(find()).isEmpty();
        assertThat(kept.get("example.org").mode()).isEqualTo(Mode.NONE);
    }
}
