package org.facteur.wire.listener;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One address to listen on.
 *
 * @param host as configured, for sentences
 * @param address null for every address of this machine
 * @param optional whether it is left out where this machine does not have it
 */
record BindAddress(String host, @Nullable InetAddress address, boolean optional) {

    private static final byte[] IPV4_LOOPBACK = {127, 0, 0, 1};
    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    /** Every address of a host; {@code localhost} is one of each family, whatever the resolver says. */
    static List<BindAddress> of(String host) throws ListenerException {
        try {
            return switch (host) {
                case "*" -> List.of(new BindAddress(host, null, false));
                case "localhost" ->
                    List.of(
                            new BindAddress(host, InetAddress.getByAddress(IPV4_LOOPBACK), false),
                            new BindAddress(host, InetAddress.getByAddress(IPV6_LOOPBACK), true));
                default -> resolve(host);
            };
        } catch (UnknownHostException e) {
            throw new ListenerException("The host " + host + " to listen on is not known", e);
        }
    }

    private static List<BindAddress> resolve(String host) throws UnknownHostException {
        List<BindAddress> addresses = new ArrayList<>();
        for (InetAddress address : InetAddress.getAllByName(host)) {
            addresses.add(new BindAddress(host, address, false));
        }
        return addresses;
    }

    InetSocketAddress withPort(int port) {
        return new InetSocketAddress(address, port);
    }
}
