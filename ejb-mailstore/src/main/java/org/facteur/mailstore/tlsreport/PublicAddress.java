package org.facteur.mailstore.tlsreport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which machines are of the public network, by the registries of special addresses (RFC 6890). An IPv6 address that a translator or a tunnel turns into an
 * IPv4 address is judged by that one.
 */
final class PublicAddress {

    /** None of them is of a machine of the public network. */
    private static final List<Prefix> SPECIAL = List.of(
            Prefix.of("0.0.0.0", 8),
            Prefix.of("10.0.0.0", 8),
            Prefix.of("100.64.0.0", 10), // behind a provider (RFC 6598)
            Prefix.of("127.0.0.0", 8),
            Prefix.of("169.254.0.0", 16),
            Prefix.of("172.16.0.0", 12),
            Prefix.of("192.0.0.0", 24),
            Prefix.of("192.168.0.0", 16),
            Prefix.of("198.18.0.0", 15), // benchmarks (RFC 2544)
            Prefix.of("224.0.0.0", 4),
            Prefix.of("240.0.0.0", 4),
            Prefix.of("::", 96),
            Prefix.of("64:ff9b:1::", 48), // translators of a network of its own (RFC 8215)
            Prefix.of("2001::", 32), // Teredo (RFC 4380)
            Prefix.of("fc00::", 7),
            Prefix.of("fe80::", 10),
            Prefix.of("fec0::", 10),
            Prefix.of("ff00::", 8));

    private static final Prefix NAT64 = Prefix.of("64:ff9b::", 96);
    private static final Prefix SIX_TO_FOUR = Prefix.of("2002::", 16);

    private static final int IPV4_OCTETS = 4;

    private record Prefix(InetAddress address, int bits) {

        /** @param address no name, which would be looked up */
        static Prefix of(String address, int bits) {
            try {
                return new Prefix(InetAddress.getByName(address), bits);
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        boolean has(InetAddress other) {
            byte[] prefix = address.getAddress();
            byte[] octets = other.getAddress();
            if (octets.length != prefix.length) {
                return false;
            }
            int whole = bits / Byte.SIZE;
            int rest = 0xff00 >> (bits % Byte.SIZE) & 0xff;
            return Arrays.equals(prefix, 0, whole, octets, 0, whole)
                    && (rest == 0 || (octets[whole] & rest) == (prefix[whole] & rest));
        }
    }

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        InetAddress judged = inside(address);
        return SPECIAL.stream().noneMatch(prefix -> prefix.has(judged));
    }

    private static InetAddress inside(InetAddress address) {
        if (address instanceof Inet6Address) {
            for (Prefix prefix : List.of(NAT64, SIX_TO_FOUR)) {
                if (prefix.has(address)) {
                    return ipv4(address, prefix.bits() / Byte.SIZE);
                }
            }
        }
        return address;
    }

    private static InetAddress ipv4(InetAddress address, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), from, from + IPV4_OCTETS));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
