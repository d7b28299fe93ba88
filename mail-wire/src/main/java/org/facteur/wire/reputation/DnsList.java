package org.facteur.wire.reputation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.network.Network;

/**
 * A list of addresses in the domain name system (RFC 5782).
 *
 * @param zone such as {@code zen.spamhaus.org}
 * @param answers those that mean that the address is listed; empty for all but {@link #ERRORS}
 * @param weight what being listed there counts
 */
public record DnsList(String zone, Optional<Network> answers, int weight) {

    /** A listed address has an address in here (RFC 5782 section 2.1). */
    private static final Network LISTED = Network.parse("127.0.0.0/8");

    /** By these answers the operators of lists tell who asks that he must not, or asks wrongly. */
    private static final Network ERRORS = Network.parse("127.255.255.0/24");

    private static final Pattern WRITTEN = Pattern.compile(
            "(?<zone>[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)\\.?(?:=(?<answers>[0-9./]+))?(?:\\*(?<weight>[1-9][0-9]{0,3}))?");

    private static final int HEXADECIMAL = 16;

    /**
     * Reads lists, comma separated: a zone, with {@code =} and a network in CIDR form if only answers in there count, and with
     * {@code *} and a weight if it is not 1, such as {@code bl.example.org=127.0.0.2*2}.
     *
     * @throws IllegalArgumentException with a sentence that quotes what is wrong
     */
    public static List<DnsList> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .map(DnsList::parseOne)
                .toList();
    }

    private static DnsList parseOne(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no list such as bl.example.org=127.0.0.2*2");
        }
        String weight = written.group("weight");
        return new DnsList(
                written.group("zone"),
                Optional.ofNullable(written.group("answers")).map(Network::parse),
                weight == null ? 1 : Integer.parseInt(weight));
    }

    /** The name under which an address is in the list, if it is: octets or nibbles from the last to the first. */
    String nameOf(InetAddress client) {
        byte[] octets = client.getAddress();
        StringBuilder name = new StringBuilder();
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xff;
            if (octets.length == Integer.BYTES) {
                name.append(octet).append('.');
            } else {
                name.append(Character.forDigit(octet % HEXADECIMAL, HEXADECIMAL))
                        .append('.');
                name.append(Character.forDigit(octet / HEXADECIMAL, HEXADECIMAL))
                        .append('.');
            }
        }
        return name.append(zone).toString();
    }

    /** Whether an answer means that the address is listed. */
    boolean lists(Inet4Address answer) {
        return answers.map(network -> network.contains(answer))
                .orElseGet(() -> LISTED.contains(answer) && !ERRORS.contains(answer));
    }
}
