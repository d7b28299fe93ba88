package org.facteur.wire.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ResolverConfig;

/**
 * Whom to ask, and how much.
 *
 * @param servers in their order; never empty
 * @param timeout for one server to answer one question; each is asked twice, {@link #ATTEMPTS} times in all at most
 * @param questions that wait for an answer at once; more wait for their turn
 * @param cacheOctets how many octets of answers are remembered
 */
public record DnsSettings(List<InetSocketAddress> servers, Duration timeout, int questions, long cacheOctets) {

    /** Questions asked at most before there is no answer. */
    static final int ATTEMPTS = 4;

    private static final int PORT = 53;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int QUESTIONS = 200;
    private static final long CACHE_OCTETS = 8L << 20;

    public DnsSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("No name server is known");
        }
    }

    /**
     * The usual limits.
     *
     * @param servers {@code host:port} with commas between them, the port 53 if it is missing, an IPv6 address with its port in
     *     brackets; blank for those of the operating system
     * @throws IllegalArgumentException with a sentence
     */
    public static DnsSettings of(String servers) {
        List<InetSocketAddress> parsed = new ArrayList<>();
        for (String server : servers.split(",")) {
            if (!server.isBlank()) {
                parsed.add(server(server.strip()));
            }
        }
        return new DnsSettings(
                parsed.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : parsed,
                TIMEOUT,
                QUESTIONS,
                CACHE_OCTETS);
    }

    private static InetSocketAddress server(String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = text.startsWith("[") ? text.indexOf("]:") > 0 : colon >= 0 && text.indexOf(':') == colon;
        String host = hasPort ? text.substring(0, colon) : text;
        try {
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : PORT;
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no name server: host:port is one", e);
        }
    }
}
