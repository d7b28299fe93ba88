package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OwnAddressesTest {

    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger listed = new AtomicInteger();
    private Set<InetAddress> addresses = Set.of();
    private boolean isBroken;

    private final OwnAddresses own = new OwnAddresses(
            () -> {
                listed.incrementAndGet();
                if (isBroken) {
                    throw new SocketException("gone");
                }
                return addresses;
            },
            clock::get);

    @Test
    void theyAreListedOnceInAWhile() throws Exception {
        InetAddress mine = InetAddress.getByName("192.0.2.1");
        addresses = Set.of(mine);

        assertThat(own.contains(mine)).isTrue();
        assertThat(own.contains(InetAddress.getByName("192.0.2.2"))).isFalse();
        assertThat(listed).hasValue(1);

        addresses = Set.of();
        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(own.contains(mine)).isFalse();
        assertThat(listed).hasValue(2);
    }

    @Test
    void theLastOnesHoldWhereTheyCannotBeListed() throws Exception {
        InetAddress mine = InetAddress.getByName("192.0.2.1");
        addresses = Set.of(mine);
        own.contains(mine);

        isBroken = true;
        clock.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(own.contains(mine)).isTrue();
    }

    @Test
    void whatLeadsToThisMachineIsAlwaysItsOwn() throws Exception {
        assertThat(own.contains(InetAddress.getByName("127.0.0.3"))).isTrue();
        assertThat(own.contains(InetAddress.getByName("0.0.0.0"))).isTrue();
        assertThat(new OwnAddresses().contains(InetAddress.getByName("::1"))).isTrue();
        assertThat(listed).hasValue(0);
    }
}
