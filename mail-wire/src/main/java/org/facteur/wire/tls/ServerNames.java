package org.facteur.wire.tls;

import io.netty.util.NetUtil;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The names of servers that a certificate is for (RFC 9525): those of its extension for alternative names. Its subject, which is text for people, is
 * none of them.
 *
 * @param hosts in lower case, possibly with {@code *} as the first label
 * @param addresses as octets
 */
public record ServerNames(List<String> hosts, List<byte[]> addresses) {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    public ServerNames {
        hosts = List.copyOf(hosts);
        addresses = List.copyOf(addresses);
    }

    /** What cannot be read is no name. */
    public static ServerNames of(X509Certificate certificate) {
        List<String> hosts = new ArrayList<>();
        List<byte[]> addresses = new ArrayList<>();
        for (List<?> name : alternativeNames(certificate)) {
            Object value = name.get(1);
            if (!(value instanceof String text)) {
                continue;
            }
            if (name.get(0).equals(DNS_NAME)) {
                hosts.add(text.toLowerCase(Locale.ROOT));
            } else if (name.get(0).equals(IP_ADDRESS)) {
                byte[] address = NetUtil.createByteArrayFromIpAddressString(text);
                if (address != null) {
                    addresses.add(address);
                }
            }
        }
        return new ServerNames(hosts, addresses);
    }

    private static Collection<List<?>> alternativeNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /**
     * Whether a server may go by this name.
     *
     * @param name a host in ASCII; one with a dot in front, which stands for all below it; or an IP address
     */
    public boolean include(String name) {
        byte @Nullable [] address = NetUtil.createByteArrayFromIpAddressString(name);
        if (address != null) {
            return addresses.stream().anyMatch(own -> Arrays.equals(own, address));
        }
        String host = name.toLowerCase(Locale.ROOT);
        return !host.isEmpty() && hosts.stream().anyMatch(own -> matches(own, host));
    }

    private static boolean matches(String own, String host) {
        if (host.startsWith(".")) {
            return own.endsWith(host) && own.length() > host.length();
        }
        return own.equals(host) || matchesBelow(own, host);
    }

    /** RFC 9525 section 6.3: an asterisk is a whole label, the first, and stands for exactly one. */
    private static boolean matchesBelow(String own, String host) {
        int dot = host.indexOf('.');
        return own.startsWith("*.")
                && own.indexOf('.', 2) > 0
                && dot > 0
                && own.substring(1).equals(host.substring(dot));
    }

    /** For people. */
    @Override
    public String toString() {
        return hosts.isEmpty() ? "no host" : String.join(", ", hosts.subList(0, Math.min(3, hosts.size())));
    }
}
