package org.facteur.smtp.relay;

import java.net.InetSocketAddress;

/**
 * Where a connection is tried.
 *
 * @param host its name, or the literal
 * @param tls what protects it
 */
record Target(String host, InetSocketAddress address, TlsRule tls) {

    /** With TLS where it is to be had. */
    Target(String host, InetSocketAddress address) {
        this(host, address, new TlsRule.Opportunistic());
    }

    Target with(TlsRule rule) {
        return new Target(host, address, rule);
    }

    /** For people: the name and the address. */
    String description() {
        String number = address.getAddress().getHostAddress();
        return host.equals(number) ? "[" + number + "]" : host + " [" + number + "]";
    }
}
