package org.facteur.smtp.relay;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The addresses of this machine. To list them takes a while, and nobody needs them newer than some seconds. */
final class OwnAddresses {

    private static final Duration LIFE = Duration.ofSeconds(10);

    private final Callable<Set<InetAddress>> source;
    private final LongSupplier clock;
    private volatile Known known;

    private record Known(Set<InetAddress> addresses, long since) {}

    OwnAddresses() {
        this(OwnAddresses::ofInterfaces, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    OwnAddresses(Callable<Set<InetAddress>> source, LongSupplier clock) {
        this.source = source;
        this.clock = clock;
        this.known = new Known(Set.of(), clock.getAsLong() - LIFE.toNanos());
    }

    private static Set<InetAddress> ofInterfaces() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean contains(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || known().addresses().contains(address);
    }

    /** Where they cannot be had, the last ones hold. */
    private Known known() {
        Known last = known;
        long now = clock.getAsLong();
        if (now - last.since() < LIFE.toNanos()) {
            return last;
        }
        Known next;
        try {
            next = new Known(source.call(), now);
        } catch (Exception e) { // of an interface that has just gone, say
            next = new Known(last.addresses(), now);
        }
        known = next;
        return next;
    }
}
