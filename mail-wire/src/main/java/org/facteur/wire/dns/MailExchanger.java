package org.facteur.wire.dns;

/**
 * An MX record (RFC 5321 section 5.1).
 *
 * @param preference the lowest is tried first
 * @param host in lower case without final dot; empty for the root, with which a domain says that it takes no mail (RFC 7505)
 */
public record MailExchanger(int preference, String host) {}
