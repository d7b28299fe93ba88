package org.facteur.admin.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.facteur.api.network.Network;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final String CLIENT = "192.0.2.1";

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoginThrottle throttle = new LoginThrottle(() -> now, List.of(Network.parse("198.51.100.0/24")));

    @Test
    void aFewMistakesCostNothing() {
        fail(CLIENT, LoginThrottle.FREE_FAILURES - 1);

        assertThat(throttle.waitFor(CLIENT)).isZero();
    }

    @Test
    void everyFurtherFailureDoublesTheWait() {
        fail(CLIENT, LoginThrottle.FREE_FAILURES);
        assertThat(throttle.waitFor(CLIENT)).isEqualTo(Duration.ofSeconds(1));

        fail(CLIENT, 2);
        assertThat(throttle.waitFor(CLIENT)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void theWaitHasALimitHoweverManyFail() {
        fail(CLIENT, 1_000);

        assertThat(throttle.waitFor(CLIENT)).isEqualTo(LoginThrottle.LONGEST_WAIT);
    }

    @Test
    void theWaitEnds() {
        fail(CLIENT, LoginThrottle.FREE_FAILURES);
        now = now.plusSeconds(1);

        assertThat(throttle.waitFor(CLIENT)).isZero();
    }

    @Test
    void aSuccessForgetsTheFailures() {
        fail(CLIENT, LoginThrottle.FREE_FAILURES);
        throttle.succeeded(CLIENT);
        fail(CLIENT, 1);

        assertThat(throttle.waitFor(CLIENT)).isZero();
    }

    @Test
    void othersDoNotWait() {
        fail(CLIENT, LoginThrottle.FREE_FAILURES);

        assertThat(throttle.waitFor("192.0.2.2")).isZero();
    }

    @Test
    void anExemptNetworkNeverWaits() {
        fail("198.51.100.7", 100);

        assertThat(throttle.waitFor("198.51.100.7")).isZero();
    }

    @Test
    void anIpv6ClientIsItsNetwork() {
        fail("2001:db8:0:1::1", LoginThrottle.FREE_FAILURES);

        assertThat(throttle.waitFor("2001:db8:0:1:ffff::2")).isPositive();
        assertThat(throttle.waitFor("2001:db8:0:2::1")).isZero();
    }

    @Test
    void itForgetsTheOldestWhenItIsFull() {
        fail(CLIENT, LoginThrottle.FREE_FAILURES);
        for (int i = 0; i < LoginThrottle.CAPACITY; i++) {
            fail("10.0." + i / 256 + "." + i % 256, 1);
        }

        assertThat(throttle.waitFor(CLIENT)).isZero();
    }

    private void fail(String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(address);
        }
    }
}
