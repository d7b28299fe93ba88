package org.facteur.smtp.tlsrpt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;
import org.junit.jupiter.api.Test;

/** What is counted, and how much of it. */
class TlsTallyTest {

    private Instant now = Instant.parse("2026-03-01T23:59:59Z");
    private final TlsTally tally = new TlsTally(() -> now);

    private static TlsOutcome success(String destination) {
        return TlsOutcome.success(AppliedPolicy.none(destination));
    }

    private static TlsOutcome failure(String destination, String host) {
        return new TlsOutcome(
                AppliedPolicy.none(destination),
                Optional.of(TlsFailure.STARTTLS_NOT_SUPPORTED),
                "192.0.2.1",
                host,
                "192.0.2.2",
                "");
    }

    @Test
    void whatIsTheSameIsOneCountForEachDay() {
        tally.happened(success("there.test"));
        tally.happened(success("there.test"));
        now = now.plusSeconds(1);
        tally.happened(success("there.test"));

        assertThat(tally.take())
                .containsExactlyInAnyOrder(
                        new TlsCount(LocalDate.parse("2026-03-01"), success("there.test"), 2),
                        new TlsCount(LocalDate.parse("2026-03-02"), success("there.test"), 1));
        assertThat(tally.take()).isEmpty();
    }

    @Test
    void itIsTakenWhenItIsTimeAndGivenBackWhenItIsNotWritten() {
        tally.happened(success("there.test"));
        assertThat(tally.takeInTime()).isEmpty();
        now = now.plus(TlsTally.INTERVAL);
        List<TlsCount> taken = tally.takeInTime();
        assertThat(taken).hasSize(1);

        tally.giveBack(taken);
        assertThat(tally.takeInTime()).isEmpty();
        assertThat(tally.take()).isEqualTo(taken);
    }

    @Test
    void whoHasTooManyServersIsCountedWithoutThem() {
        for (int i = 0; i < TlsTally.MOST_OF_DESTINATION + 10; i++) {
            tally.happened(failure("there.test", "mx" + i + ".there.test"));
        }

        List<TlsCount> taken = tally.take();
        assertThat(taken).hasSize(TlsTally.MOST_OF_DESTINATION + 1);
        assertThat(taken)
                .filteredOn(count -> count.outcome().host().isEmpty())
                .singleElement()
                .matches(count -> count.sessions() == 10);
    }

    @Test
    void whoHasTooManyPoliciesIsCountedWithoutThem() {
        for (int i = 0; i < TlsTally.MOST_OF_DESTINATION + 10; i++) {
            tally.happened(TlsOutcome.success(
                    new AppliedPolicy("there.test", AppliedPolicy.Kind.TLSA, "mx" + i, List.of(), List.of())));
        }

        assertThat(tally.take())
                .hasSize(TlsTally.MOST_OF_DESTINATION + 1)
                .contains(new TlsCount(LocalDate.parse("2026-03-01"), success("there.test"), 10));
    }

    @Test
    void thereIsAnEndToIt() {
        for (int i = 0; i < TlsTally.MOST + 10; i++) {
            tally.happened(success("there" + i + ".test"));
        }

        assertThat(tally.take()).hasSize(TlsTally.MOST);
    }
}
