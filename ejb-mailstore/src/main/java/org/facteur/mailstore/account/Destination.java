package org.facteur.mailstore.account;

import java.util.Optional;

/**
 * Whom an address of one of this server's domains leads to.
 *
 * @param account empty if nobody has the address
 */
public record Destination(Optional<MailAccount> account) {}
