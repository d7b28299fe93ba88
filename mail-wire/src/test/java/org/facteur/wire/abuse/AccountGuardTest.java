package org.facteur.wire.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.facteur.api.network.Network;
import org.junit.jupiter.api.Test;

class AccountGuardTest {

    private static final String ALICE = "alice@example.org";
    private static final InetAddress HOME = address("198.51.100.1");
    private static final InetAddress HOTEL = address("203.0.113.9");

    private long now = Long.MAX_VALUE - 1000;

    private AccountGuard guard(String limits, String... exempt) {
        List<Network> networks = List.of(exempt).stream().map(Network::parse).toList();
        return new AccountGuard(AbuseLimits.parse(limits, networks), () -> now);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** One of many. */
    private static InetAddress bot(int number) {
        return address("192.0.2." + number);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static void attack(AccountGuard guard, int guesses) {
        for (int i = 0; i < guesses; i++) {
            guard.failed(ALICE, bot(i % 250));
        }
    }

    @Test
    void guessesFromManyAddressesAreSlowedThenNotLookedAt() {
        AccountGuard guard = guard("accountFailedLogins=4");
        assertThat(guard.failed(ALICE, bot(1))).isEqualTo(Judgement.TOLERATED);
        assertThat(guard.failed(ALICE, bot(2))).isEqualTo(Judgement.SLOWED);
        assertThat(guard.failed(ALICE, bot(3))).isEqualTo(Judgement.SLOWED);
        assertThat(guard.admits(ALICE, bot(4))).isTrue();
        assertThat(guard.failed(ALICE, bot(4))).isEqualTo(Judgement.BLOCKED);
        assertThat(guard.admits(ALICE, bot(5))).isFalse();
        assertThat(guard.admits("bob@example.org", bot(5))).isTrue();
    }

    @Test
    void theOwnerIsAdmittedWhereHeHasLoggedIn() {
        AccountGuard guard = guard("accountFailedLogins=4");
        guard.succeeded("Alice@Example.org", HOME);
        attack(guard, 10);
        assertThat(guard.admits(ALICE, HOME)).isTrue();
        assertThat(guard.admits(ALICE, HOTEL)).isFalse();
        guard.succeeded(ALICE, HOTEL);
        assertThat(guard.admits(ALICE, HOTEL)).as("by a token").isTrue();
    }

    @Test
    void whatFailsAtHomeDoesNotCount() {
        AccountGuard guard = guard("accountFailedLogins=4");
        guard.succeeded(ALICE, HOME);
        for (int i = 0; i < 100; i++) {
            assertThat(guard.failed(ALICE, HOME)).isEqualTo(Judgement.TOLERATED);
        }
        assertThat(guard.admits(ALICE, HOTEL)).isTrue();
    }

    @Test
    void aClientIsKnownForThirtyDays() {
        AccountGuard guard = guard("accountFailedLogins=4");
        guard.succeeded(ALICE, HOME);
        pass(Duration.ofDays(20));
        guard.succeeded(ALICE, HOTEL);
        pass(Duration.ofDays(20));
        attack(guard, 10);
        assertThat(guard.admits(ALICE, HOTEL)).isTrue();
        assertThat(guard.admits(ALICE, HOME)).isFalse();
    }

    @Test
    void onlyTheLatestClientsAreKnown() {
        AccountGuard guard = guard("accountFailedLogins=4");
        guard.succeeded(ALICE, HOTEL);
        guard.succeeded(ALICE, HOME);
        for (int i = 0; i < 15; i++) {
            guard.succeeded(ALICE, address("198.51.100." + (100 + i)));
        }
        attack(guard, 10);
        assertThat(guard.admits(ALICE, HOME)).isTrue();
        assertThat(guard.admits(ALICE, HOTEL)).isFalse();
    }

    @Test
    void aSuspensionEndsAndIsNotMadeLongerByTrying() {
        AccountGuard guard = guard("accountFailedLogins=4 block=PT15M");
        attack(guard, 4);
        pass(Duration.ofMinutes(14));
        assertThat(guard.failed(ALICE, bot(1))).as("begun before").isEqualTo(Judgement.BLOCKED);
        assertThat(guard.admits(ALICE, bot(1))).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(guard.admits(ALICE, bot(1))).isTrue();
        assertThat(guard.failed(ALICE, bot(1))).isEqualTo(Judgement.TOLERATED);
    }

    @Test
    void aSteadyFewAreForgivenForEver() {
        AccountGuard guard = guard("accountFailedLogins=10 window=PT10M");
        for (int i = 0; i < 1000; i++) {
            assertThat(guard.failed(ALICE, bot(i % 250))).isEqualTo(Judgement.TOLERATED);
            pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void aNameIsTheSameInAnyCaseAndForm() {
        AccountGuard guard = guard("accountFailedLogins=2");
        guard.failed("J\u00FCrgen@example.org", bot(1));
        guard.failed("JU\u0308RGEN@EXAMPLE.ORG", bot(2));
        assertThat(guard.admits("j\u00FCrgen@example.org", bot(3))).isFalse();
    }

    @Test
    void howeverANameIsQuotedItHasOneCount() {
        AccountGuard guard = guard("accountFailedLogins=4");
        guard.failed("\"alice\"@example.org", bot(1));
        guard.failed("\"\\alice\"@example.org", bot(2));
        guard.failed("\"a\\l\\I\\ce\"@Example.org", bot(3));
        assertThat(guard.failed("\"alic\\e\"@EXAMPLE.ORG", bot(4))).isEqualTo(Judgement.BLOCKED);
        assertThat(guard.admits(ALICE, bot(5))).isFalse();
        assertThat(guard.admits("\"\\a\\l\\i\\c\\e\"@example.org", bot(5))).isFalse();
        assertThat(guard.admits("\"\\\"alice\\\"\"@example.org", bot(5)))
                .as("the quotation marks belong to the name")
                .isTrue();
    }

    @Test
    void aNameWithoutADomainIsQuotedInVain() {
        AccountGuard guard = guard("accountFailedLogins=2");
        guard.failed("\"alice\"", bot(1));
        guard.failed("\"a\\lice\"", bot(2));
        assertThat(guard.admits("alice", bot(3))).isFalse();
    }

    @Test
    void aDomainInUnicodeIsTheOneThatItStandsFor() {
        AccountGuard guard = guard("accountFailedLogins=3");
        guard.failed("alice@b\u00FCcher.example", bot(1));
        guard.failed("alice@BU\u0308CHER.example", bot(2));
        guard.failed("\"alice\"@xn--bcher-kva.example", bot(3));
        assertThat(guard.admits("alice@b\u00FCcher.example", bot(4))).isFalse();
        assertThat(guard.admits("alice@xn--bcher-kva.example", bot(4))).isFalse();
        assertThat(guard.admits("alice@bucher.example", bot(4))).isTrue();
    }

    @Test
    void aNameIsNotTooLongToBeCountedBecauseItIsQuoted() {
        String local = "a".repeat(64);
        String domain = "d".repeat(60) + "." + "d".repeat(60) + "." + "d".repeat(60) + "." + "d".repeat(60);
        AccountGuard guard = guard("accountFailedLogins=2");
        for (int i = 1; i <= 2; i++) {
            guard.failed('"' + "\\a".repeat(64) + "\"@" + domain, bot(i));
        }
        assertThat(guard.admits(local + '@' + domain, bot(3))).isFalse();
    }

    @Test
    void whatIsNoAddressIsANameLikeAnother() {
        AccountGuard guard = guard("accountFailedLogins=2");
        for (String name : List.of("", "@", "alice@", "@example.org", "\"", "\"\\\"", "alice@-", "\"a@b\"")) {
            guard.failed(name, bot(1));
            guard.failed(name, bot(2));
            assertThat(guard.admits(name, bot(3))).as(name).isFalse();
        }
        assertThat(guard.admits(ALICE, bot(3))).isTrue();
    }

    @Test
    void nobodyIsCalledByATextWithoutEnd() {
        AccountGuard guard = guard("accountFailedLogins=2");
        String endless = "a".repeat(100_000);
        for (int i = 1; i <= 9; i++) {
            assertThat(guard.failed(endless, bot(i))).isEqualTo(Judgement.TOLERATED);
        }
        assertThat(guard.admits(endless, bot(10))).isTrue();
    }

    @Test
    void anInventedNameMakesNobodyForgotten() {
        AccountGuard guard = guard("accountFailedLogins=4");
        guard.succeeded(ALICE, HOME);
        for (int i = 0; i < 60_000; i++) {
            guard.failed("invented" + i, bot(i % 250));
        }
        attack(guard, 10);
        assertThat(guard.admits(ALICE, HOME)).isTrue();
    }

    @Test
    void exemptNetworksAndNoLimitAreLeftAlone() {
        AccountGuard exempting = guard("accountFailedLogins=2", "203.0.113.0/24");
        attack(exempting, 10);
        assertThat(exempting.admits(ALICE, HOTEL)).isTrue();
        for (int i = 0; i < 10; i++) {
            assertThat(exempting.failed("bob@example.org", HOTEL)).isEqualTo(Judgement.TOLERATED);
        }
        assertThat(exempting.admits("bob@example.org", HOME)).isTrue();

        AccountGuard unlimited = guard("accountFailedLogins=0");
        attack(unlimited, 1000);
        assertThat(unlimited.admits(ALICE, HOTEL)).isTrue();
    }
}
