package org.facteur.smtp.relay;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The addresses of this machine. To list them takes a while, and nobody needs them newer than some seconds. */
final class OwnAddresses {

    private static final System.Logger LOG = System.getLogger(OwnAddresses.class.getName());

    private static final Duration LIFE = Duration.ofSeconds(10);

    private final Source source;
    private final LongSupplier clock;
    private volatile Known known;

    /** Asks the system. */
    @FunctionalInterface
    interface Source {
        Set<InetAddress> addresses() throws SocketException;
    }

    private record Known(Set<InetAddress> addresses, long since) {}

    OwnAddresses() {
        this(OwnAddresses::ofInterfaces, System::nanoTime);
    }

    /** @param clock in nanoseconds */
    OwnAddresses(Source source, LongSupplier clock) {
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
            next = new Known(source.addresses(), now);
        } catch (SocketException e) {
            LOG.log(System.Logger.Level.WARNING, "The addresses of this machine cannot be listed: {0}", e.getMessage());
            next = new Known(last.addresses(), now);
        }
        known = next;
        return next;
    }
}
