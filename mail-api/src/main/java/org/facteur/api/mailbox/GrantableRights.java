package org.facteur.api.mailbox;

/**
 * Which rights an identifier can have in a mailbox (RFC 4314 section 3.4).
 *
 * @param always those that it has in any case
 * @param optional those that it can be given and denied, each by itself
 */
public record GrantableRights(Rights always, Rights optional) {}
