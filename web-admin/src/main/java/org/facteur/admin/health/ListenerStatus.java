package org.facteur.admin.health;

/**
 * A port of this server, and whether it accepts connections.
 *
 * @param listener what speaks there
 */
public record ListenerStatus(MailListener listener, int port, boolean accepting) {}
