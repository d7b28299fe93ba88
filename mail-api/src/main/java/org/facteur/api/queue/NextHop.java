package org.facteur.api.queue;

/**
 * The server that takes the mail for a destination, instead of those that DNS names.
 *
 * @param host a name, or an address of a machine
 * @param port 1 to 65535
 */
public record NextHop(String host, int port) {

    public NextHop {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("No port: " + port);
        }
    }
}
