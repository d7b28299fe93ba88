package org.facteur.mailstore.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.network.Network;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.junit.jupiter.api.Test;

class SubmissionLimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:30Z");
    private static final SmtpClient ALICE = client(SmtpService.SUBMISSION, 1);

    private final SubmissionLimits limits = new SubmissionLimits(3, 10, List.of());

    private static SmtpClient client(SmtpService service, long account) {
        return new SmtpClient(
                service,
                new InetSocketAddress("192.0.2.1", 40_000),
                "client.example",
                Optional.empty(),
                account == 0
                        ? Optional.empty()
                        : Optional.of(new Account(new AccountId(account), account + "@example.test")));
    }

    @Test
    void anAccountSubmitsSoManyMessagesInAnHour() {
        for (int i = 0; i < 3; i++) {
            assertThat(limits.allowsMessage(ALICE, NOW)).isTrue();
            assertThat(limits.take(ALICE, 1, NOW)).isTrue();
        }
        assertThat(limits.allowsMessage(ALICE, NOW)).isFalse();
        assertThat(limits.take(ALICE, 1, NOW)).isFalse();
        assertThat(limits.take(client(SmtpService.SUBMISSION, 2), 1, NOW)).isTrue();
    }

    @Test
    void andNamesSoManyRecipients() {
        assertThat(limits.take(ALICE, 6, NOW)).isTrue();
        assertThat(limits.allowsRecipient(ALICE, NOW)).isTrue();
        assertThat(limits.take(ALICE, 5, NOW)).isFalse();
        assertThat(limits.take(ALICE, 4, NOW)).isTrue();
        assertThat(limits.allowsRecipient(ALICE, NOW)).isFalse();
        assertThat(limits.allowsMessage(ALICE, NOW)).isTrue();
    }

    @Test
    void afterAnHourItIsForgotten() {
        assertThat(limits.take(ALICE, 5, NOW)).isTrue();
        assertThat(limits.take(ALICE, 5, NOW.plus(Duration.ofMinutes(30)))).isTrue();
        assertThat(limits.take(ALICE, 5, NOW.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(limits.take(ALICE, 5, NOW.plus(Duration.ofMinutes(60)))).isTrue();
        assertThat(limits.take(ALICE, 5, NOW.plus(Duration.ofMinutes(60)))).isFalse();
        assertThat(limits.take(ALICE, 10, NOW.plus(Duration.ofDays(400)))).isTrue();
    }

    @Test
    void whatWasNotKeptDoesNotCount() {
        assertThat(limits.take(ALICE, 10, NOW)).isTrue();
        limits.takeBack(ALICE, 10, NOW);
        assertThat(limits.take(ALICE, 10, NOW)).isTrue();
    }

    @Test
    void othersAreNotCounted() {
        for (int i = 0; i < 5; i++) {
            assertThat(limits.take(client(SmtpService.RELAY, 0), 100, NOW)).isTrue();
            assertThat(limits.take(client(SmtpService.LMTP, 0), 100, NOW)).isTrue();
        }
    }

    @Test
    void norAreExemptNetworks() {
        SubmissionLimits lenient = new SubmissionLimits(1, 1, List.of(Network.parse("192.0.2.0/24")));
        assertThat(lenient.take(ALICE, 100, NOW)).isTrue();
        assertThat(lenient.allowsMessage(ALICE, NOW)).isTrue();
    }

    @Test
    void aClockThatGoesBackForgetsNothing() {
        assertThat(limits.take(ALICE, 10, NOW)).isTrue();
        assertThat(limits.take(ALICE, 1, NOW.minus(Duration.ofHours(5)))).isFalse();
    }

    @Test
    void noLimitIsNone() {
        SubmissionLimits none = new SubmissionLimits(0, 0, List.of());
        assertThat(none.take(ALICE, 1_000_000, NOW)).isTrue();
        assertThat(none.allowsMessage(ALICE, NOW)).isTrue();
        assertThat(none.allowsRecipient(ALICE, NOW)).isTrue();
    }
}
