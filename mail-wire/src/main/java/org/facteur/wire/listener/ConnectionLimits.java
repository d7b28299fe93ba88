package org.facteur.wire.listener;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts connections, all together and from each address; safe for use by several threads. */
final class ConnectionLimits {

    private static final int IPV6_NETWORK_OCTETS = 8;

    private final int total;
    private final int perAddress;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<ByteBuffer, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionLimits(int total, int perAddress) {
        this.total = total;
        this.perAddress = perAddress;
    }

    /** Takes a place, if there is one; the caller gives it back. */
    boolean enter(InetAddress client) {
        if (open.incrementAndGet() > total) {
            open.decrementAndGet();
            return false;
        }
        if (byAddress.merge(key(client), 1, Integer::sum) > perAddress) {
            leave(client);
            return false;
        }
        return true;
    }

    void leave(InetAddress client) {
        open.decrementAndGet();
        byAddress.computeIfPresent(key(client), (key, count) -> count == 1 ? null : count - 1);
    }

    /** A network of IPv6 belongs to one client, who has 2^64 addresses in it. */
    private static ByteBuffer key(InetAddress client) {
        byte[] octets = client.getAddress();
        return ByteBuffer.wrap(
                client instanceof Inet6Address && !client.isLoopbackAddress()
                        ? Arrays.copyOf(octets, IPV6_NETWORK_OCTETS)
                        : octets);
    }
}
