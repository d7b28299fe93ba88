package org.facteur.wire.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/**
 * The domain name system, as far as mail asks it (RFC 1035, 3596, 6698).
 *
 * <p>A name is written as in an address, with or without a final dot, in ASCII or in Unicode. Every question is answered in bounded
 * time; the stage completes on a thread of its own that must not be held, and fails with a {@link DnsException} when there is no
 * answer now. That a name is not there is an answer.
 */
public interface Dns {

    CompletionStage<DnsAnswer<Inet4Address>> ipv4(String name);

    CompletionStage<DnsAnswer<Inet6Address>> ipv6(String name);

    /** In the order in which they came. */
    CompletionStage<DnsAnswer<MailExchanger>> mailExchangers(String domain);

    /** The strings of each record, joined (RFC 7208 section 3.3), one octet a character. */
    CompletionStage<DnsAnswer<String>> texts(String name);

    /** The names that an address says it has (RFC 1035 section 3.5), in lower case without final dot. */
    CompletionStage<DnsAnswer<String>> names(InetAddress address);

    /** @param name such as {@code _25._tcp.mail.example.org} (RFC 6698 section 3) */
    CompletionStage<DnsAnswer<TlsaRecord>> tlsa(String name);

    /** Both families in turns, IPv6 first; one that has no answer now is left out if the other has addresses. */
    default CompletionStage<DnsAnswer<InetAddress>> addresses(String name) {
        return FamilyUnion.of(ipv6(name), ipv4(name));
    }
}
