package org.facteur.smtp.relay;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a connection is tried.
 *
 * @param host its name, or the literal
 * @param provenNames under which DNSSEC proves that the host has its address, the one that has it first; empty if it does not
 * @param tls what protects it
 */
record Target(String host, InetSocketAddress address, List<String> provenNames, TlsRule tls) {

    /** With TLS where it is to be had. */
    Target(String host, InetSocketAddress address) {
        this(host, address, List.of(), new TlsRule.Opportunistic());
    }

    /** The same. */
    Target(String host, InetSocketAddress address, List<String> provenNames) {
        this(host, address, provenNames, new TlsRule.Opportunistic());
    }

    Target with(TlsRule rule) {
        return new Target(host, address, provenNames, rule);
    }

    /** For people: the name and the address. */
    String description() {
        String number = address.getAddress().getHostAddress();
        return host.equals(number) ? "[" + number + "]" : host + " [" + number + "]";
    }
}
