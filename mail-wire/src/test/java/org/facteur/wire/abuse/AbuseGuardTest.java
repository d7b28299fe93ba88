package org.facteur.wire.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.facteur.api.network.Network;
import org.junit.jupiter.api.Test;

class AbuseGuardTest {

    private static final InetAddress CLIENT = address("192.0.2.7");
    private static final InetAddress NEIGHBOUR = address("192.0.2.8");

    private long now = Long.MAX_VALUE - 1000;

    private AbuseGuard guard(String limits, String... exempt) {
        List<Network> networks = List.of(exempt).stream().map(Network::parse).toList();
        return new AbuseGuard(AbuseLimits.parse(limits, networks), () -> now);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void halfOfTheOffencesSlowAndAllOfThemBlock() {
        AbuseGuard guard = guard("failedLogins=4");
        assertThat(guard.offended(CLIENT, Offence.FAILED_LOGIN)).isEqualTo(Judgement.TOLERATED);
        assertThat(guard.offended(CLIENT, Offence.FAILED_LOGIN)).isEqualTo(Judgement.SLOWED);
        assertThat(guard.offended(CLIENT, Offence.FAILED_LOGIN)).isEqualTo(Judgement.SLOWED);
        assertThat(guard.offended(CLIENT, Offence.FAILED_LOGIN)).isEqualTo(Judgement.BLOCKED);
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.BLOCKED);
        assertThat(guard.admit(NEIGHBOUR)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void everyKindOfOffenceIsCountedByItself() {
        AbuseGuard guard = guard("failedLogins=2 unknownUsers=2 badCommands=0");
        guard.offended(CLIENT, Offence.FAILED_LOGIN);
        assertThat(guard.offended(CLIENT, Offence.UNKNOWN_USER)).isEqualTo(Judgement.SLOWED);
        for (int i = 0; i < 100; i++) {
            assertThat(guard.offended(CLIENT, Offence.BAD_COMMAND)).isEqualTo(Judgement.TOLERATED);
        }
        assertThat(guard.offended(CLIENT, Offence.UNKNOWN_USER)).isEqualTo(Judgement.BLOCKED);
    }

    @Test
    void aBlockEndsAndIsNotMadeLongerByTrying() {
        AbuseGuard guard = guard("failedLogins=2 block=PT15M");
        guard.offended(CLIENT, Offence.FAILED_LOGIN);
        guard.offended(CLIENT, Offence.FAILED_LOGIN);
        pass(Duration.ofMinutes(14));
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.BLOCKED);
        assertThat(guard.offended(CLIENT, Offence.BAD_COMMAND)).isEqualTo(Judgement.BLOCKED);
        pass(Duration.ofMinutes(1));
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.ADMITTED);
        assertThat(guard.offended(CLIENT, Offence.FAILED_LOGIN)).isEqualTo(Judgement.SLOWED);
    }

    @Test
    void aSteadyFewAreForgivenForEver() {
        AbuseGuard guard = guard("failedLogins=10 window=PT10M");
        for (int i = 0; i < 1000; i++) {
            assertThat(guard.offended(CLIENT, Offence.FAILED_LOGIN)).isEqualTo(Judgement.TOLERATED);
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void anIpv6ClientIsItsNetwork() {
        AbuseGuard guard = guard("failedLogins=2");
        guard.offended(address("2001:db8:0:1::1"), Offence.FAILED_LOGIN);
        assertThat(guard.offended(address("2001:db8:0:1:ffff::2"), Offence.FAILED_LOGIN))
                .isEqualTo(Judgement.BLOCKED);
        assertThat(guard.admit(address("2001:db8:0:1::3"))).isEqualTo(Admission.BLOCKED);
        assertThat(guard.admit(address("2001:db8:0:2::1"))).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void connectionsAtOnceAreCountedUntilTheyEnd() {
        AbuseGuard guard = guard("connections=2");
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.ADMITTED);
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.ADMITTED);
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.TOO_MANY);
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.TOO_MANY);
        guard.left(CLIENT);
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void newConnectionsAreCountedForAMinute() {
        AbuseGuard guard = guard("rate=60 connections=0");
        for (int i = 0; i < 60; i++) {
            assertThat(guard.admit(CLIENT)).isEqualTo(Admission.ADMITTED);
        }
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.TOO_MANY);
        pass(Duration.ofMillis(1100));
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.ADMITTED);
        assertThat(guard.admit(CLIENT)).isEqualTo(Admission.TOO_MANY);
    }

    @Test
    void exemptNetworksMayDoAnything() {
        AbuseGuard guard = guard("connections=1 rate=1 failedLogins=1", "192.0.2.0/29");
        for (int i = 0; i < 10; i++) {
            assertThat(guard.admit(CLIENT)).isEqualTo(Admission.ADMITTED);
            assertThat(guard.offended(CLIENT, Offence.FAILED_LOGIN)).isEqualTo(Judgement.TOLERATED);
        }
        assertThat(guard.offended(NEIGHBOUR, Offence.FAILED_LOGIN)).isEqualTo(Judgement.BLOCKED);
    }

    @Test
    void listenersWithTheSameLimitsCountTogether() {
        assertThat(AbuseGuard.shared(AbuseLimits.parse("rate=7", List.of())))
                .isSameAs(AbuseGuard.shared(AbuseLimits.parse(" rate=7 ", List.of())))
                .isNotSameAs(AbuseGuard.shared(AbuseLimits.parse("rate=8", List.of())));
    }

    @Test
    void aLimitThatIsNoneIsQuoted() {
        for (String wrong : List.of("rate=x", "rates=1", "rate", "rate=-1", "delay=PT1H", "window=PT0S", "block=5m")) {
            assertThatThrownBy(() -> AbuseLimits.parse(wrong, List.of()))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            wrong.equals("rate=-1")
                                    ? "positive"
                                    : wrong.substring(0, 4).toLowerCase());
        }
    }
}
