package org.facteur.api.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The addresses that share a prefix, IPv4 or IPv6 (RFC 4632 section 3.1, RFC 4291 section 2.3).
 *
 * @param base its first address
 * @param prefixLength how many bits its addresses share, 0 to 32 or 128
 */
public record Network(InetAddress base, int prefixLength) {

    /** Digits, colons and dots only, so that no name is ever looked up. */
    private static final Pattern NUMERIC_ADDRESS = Pattern.compile("[0-9a-fA-F]*[.:][0-9a-fA-F.:]*");

    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_CLIENT_BITS = 64;

    /** @throws IllegalArgumentException if the address has fewer bits, or bits beyond the prefix */
    public Network {
        byte[] octets = base.getAddress();
        if (prefixLength < 0 || prefixLength > octets.length * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "A prefix of " + prefixLength + " bits does not fit " + base.getHostAddress());
        }
        if (!Arrays.equals(octets, masked(octets, prefixLength))) {
            throw new IllegalArgumentException(
                    base.getHostAddress() + " has bits beyond its prefix of " + prefixLength);
        }
    }

    /**
     * @param text in CIDR form, {@code 192.0.2.0/24} or {@code 2001:db8::/32}; without a prefix length it is one address
     * @throws IllegalArgumentException with a sentence, if the text is no network
     */
    public static Network parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length > 2 || !NUMERIC_ADDRESS.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException(text + " is not a network such as 192.0.2.0/24 or 2001:db8::/32");
        }
        try {
            InetAddress base = InetAddress.getByName(parts[0]);
            int bits = base.getAddress().length * Byte.SIZE;
            return new Network(base, parts.length == 1 ? bits : Integer.parseInt(parts[1]));
        } catch (UnknownHostException | NumberFormatException malformed) {
            throw new IllegalArgumentException(
                    text + " is not a network such as 192.0.2.0/24 or 2001:db8::/32", malformed);
        }
    }

    /** What belongs to the client at an address: that address alone, and of IPv6 the /64 that is given out as a whole (RFC 6177). */
    public static Network ofClient(InetAddress client) {
        boolean ipv4 = client.getAddress().length == IPV4_OCTETS;
        return around(client, ipv4 ? IPV4_OCTETS * Byte.SIZE : IPV6_CLIENT_BITS);
    }

    /** The network with so many bits that an address is in. */
    public static Network around(InetAddress address, int prefixLength) {
        try {
            return new Network(InetAddress.getByAddress(masked(address.getAddress(), prefixLength)), prefixLength);
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** An IPv4 address and an IPv6 network have nothing in common. */
    public boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == base.getAddress().length
                && Arrays.equals(base.getAddress(), masked(octets, prefixLength));
    }

    private static byte[] masked(byte[] octets, int bits) {
        byte[] masked = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            masked[i] = (byte) (octets[i] & (0xFF << (Byte.SIZE - kept)));
        }
        return masked;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefixLength;
    }
}
