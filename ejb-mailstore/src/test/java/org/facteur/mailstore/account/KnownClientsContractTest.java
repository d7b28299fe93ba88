package org.facteur.mailstore.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownClientsContractTest extends StoreContract {

    private static final String HOME = "198.51.100.1";

    /** Later than the login with which the account is made. */
    private static final Instant NOW =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofHours(1));

    private String name = "";
    private AccountId account;

    @BeforeEach
    void makeAccount() throws Exception {
        name = name();
        account = store.account(name);
    }

    private void loggedIn(String client, Instant now) throws Exception {
        store.bean(KnownClients.class).loggedIn(account, InetAddress.getByName(client), now);
    }

    private boolean isKnown(String client, Instant now) throws Exception {
        return isKnown(account, client, now);
    }

    private static boolean isKnown(AccountId id, String client, Instant now) throws Exception {
        return store.bean(KnownClients.class).contains(id, InetAddress.getByName(client), now);
    }

    private static boolean hasLoggedIn(String name, String client) throws Exception {
        return store.imap.hasLoggedInFrom(name, InetAddress.getByName(client));
    }

    @Test
    void whoHasLoggedInIsKnownThereForThirtyDays() throws Exception {
        assertThat(isKnown(HOME, NOW)).isFalse();
        loggedIn(HOME, NOW);
        assertThat(isKnown(HOME, NOW.plus(Duration.ofDays(29)))).isTrue();
        assertThat(isKnown(HOME, NOW.plus(Duration.ofDays(30)))).isFalse();
        assertThat(isKnown("198.51.100.2", NOW)).as("a neighbour").isFalse();
        assertThat(isKnown(store.account(name()), HOME, NOW))
                .as("another account")
                .isFalse();
    }

    @Test
    void anIpv6ClientIsItsNetwork() throws Exception {
        loggedIn("2001:db8:0:1::1", NOW);
        assertThat(isKnown("2001:db8:0:1:ffff::2", NOW)).isTrue();
        assertThat(isKnown("2001:db8:0:2::1", NOW)).isFalse();
    }

    @Test
    void theLatestClientsAreRemembered() throws Exception {
        for (int i = 0; i <= KnownClients.MOST; i++) {
            loggedIn("192.0.2." + i, NOW.plusSeconds(i));
        }
        assertThat(isKnown("192.0.2.0", NOW)).isFalse();
        assertThat(isKnown("192.0.2.1", NOW)).isTrue();
        assertThat(isKnown("192.0.2." + KnownClients.MOST, NOW)).isTrue();
        assertThat(store.number("SELECT COUNT(*) FROM known_client WHERE account_id = " + account.value()))
                .isEqualTo(KnownClients.MOST);
    }

    @Test
    void whatIsTooOldIsForgottenWhenSomethingNewIsNoted() throws Exception {
        loggedIn("192.0.2.1", NOW);
        loggedIn("192.0.2.2", NOW.plus(KnownClients.MEMORY).plusSeconds(1));
        assertThat(store.number("SELECT COUNT(*) FROM known_client WHERE account_id = " + account.value()))
                .isEqualTo(1);
    }

    @Test
    void aLoginThatSucceedsIsNotedAndOneThatFailsIsNot() throws Exception {
        String address = address(name);
        assertThatThrownBy(() -> store.imap.authenticate(
                        new Credentials(address, new Secret("a guess"), InetAddress.getByName("203.0.113.9"))))
                .isInstanceOf(MailStoreException.class);
        store.imap.authenticate(new Credentials(address, new Secret(name), InetAddress.getByName(HOME)));
        assertThat(hasLoggedIn(address, HOME)).isTrue();
        assertThat(hasLoggedIn(address.toUpperCase(Locale.ROOT), HOME)).isTrue();
        assertThat(hasLoggedIn(address, "203.0.113.9")).isFalse();
        assertThat(hasLoggedIn("nobody-" + address, HOME)).isFalse();
    }
}
