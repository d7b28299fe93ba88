package org.facteur.smtp.relay;

import java.net.InetSocketAddress;

/**
 * Where a connection is tried.
 *
 * @param host its name, or the literal
 */
record Target(String host, InetSocketAddress address) {

    /** For people: the name and the address. */
    String description() {
        String number = address.getAddress().getHostAddress();
        return host.equals(number) ? "[" + number + "]" : host + " [" + number + "]";
    }
}
