package org.facteur.mailstore.greylist;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GreylistContractTest extends StoreContract {

    private static final String SENDER = "somebody@example.org";
    private static final Duration DELAY = Duration.ofMinutes(3);

    private static int networks;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private String network = "";
    private String recipient = "";

    @BeforeEach
    void strangers() {
        network = "10.9." + networks++ + ".";
        recipient = address(name());
    }

    private boolean admits(String client) throws Exception {
        return admits(client, SENDER, recipient);
    }

    private boolean admits(String client, String sender, String to) throws Exception {
        return store.bean(Greylist.class).admits(InetAddress.getByName(client), sender, to, now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void whoComesAgainIsTakenAndKnownFromThenOn() throws Exception {
        assertThat(admits(network + 1)).isFalse();
        pass(DELAY.minusSeconds(1));
        assertThat(admits(network + 1)).as("too soon").isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(admits(network + 200, "SomeBody@example.org", recipient))
                .as("a neighbour takes its turn")
                .isTrue();
        assertThat(admits(network + 1, "another@example.org", address(name())))
                .as("the network is known")
                .isTrue();
    }

    @Test
    void anotherSenderRecipientOrNetworkIsAnotherTriplet() throws Exception {
        assertThat(admits(network + 1)).isFalse();
        pass(DELAY);
        assertThat(admits("192.0.2.1")).isFalse();
        assertThat(admits(network + 1, "", recipient)).isFalse();
        assertThat(admits(network + 1, SENDER, address(name()))).isFalse();
    }

    @Test
    void whoComesAgainAfterDaysIsNew() throws Exception {
        assertThat(admits(network + 1)).isFalse();
        pass(Greylist.WINDOW.plusSeconds(1));
        assertThat(admits(network + 1)).isFalse();
        pass(DELAY);
        assertThat(admits(network + 1)).isTrue();
    }

    @Test
    void aNetworkIsKnownForAsLongAsItIsSeen() throws Exception {
        assertThat(admits(network + 1)).isFalse();
        pass(DELAY);
        assertThat(admits(network + 1)).isTrue();
        for (int i = 0; i < 3; i++) {
            pass(Greylist.MEMORY.minusDays(1));
            assertThat(admits(network + 1, SENDER, address(name()))).isTrue();
        }
        pass(Greylist.MEMORY);
        assertThat(admits(network + 1, SENDER, address(name()))).isFalse();
    }

    @Test
    void whatIsOldIsForgotten() throws Exception {
        assertThat(admits(network + 1)).isFalse();
        pass(DELAY);
        assertThat(admits(network + 1)).isTrue();
        long attempts = store.number("SELECT COUNT(*) FROM greylist_attempt");
        store.bean(Greylist.class).tidy(now);
        assertThat(store.number("SELECT COUNT(*) FROM greylist_attempt")).isEqualTo(attempts);
        pass(Duration.ofDays(365));
        store.bean(Greylist.class).tidy(now);
        assertThat(store.number("SELECT COUNT(*) FROM greylist_attempt")).isZero();
        assertThat(store.number("SELECT COUNT(*) FROM greylist_client")).isZero();
    }
}
