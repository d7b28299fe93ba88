package org.facteur.api.mailbox;

/**
 * What an EXPUNGE of a whole mailbox would free (RFC 9208 section 4.1.4).
 *
 * @param messages how many have {@code \Deleted}
 * @param octets of all of them
 */
public record DeletedMessages(long messages, long octets) {

    public static final DeletedMessages NONE = new DeletedMessages(0, 0);
}
