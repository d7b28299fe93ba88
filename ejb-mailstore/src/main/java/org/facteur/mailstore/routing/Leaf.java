package org.facteur.mailstore.routing;

import java.util.Optional;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;

/** One of those whom an address leads to in the end. */
public sealed interface Leaf {

    /** The group in whose name the message goes on; empty if it goes on as it is. */
    Optional<Group> group();

    /** An account of this server. */
    record Inbox(MailAddress address, Optional<Group> group) implements Leaf {}

    /**
     * Somebody at another server.
     *
     * @param address as it is configured
     * @param through the domain in whose name the message is forwarded; empty for what has none
     */
    record Remote(String address, Optional<DomainName> through, Optional<Group> group) implements Leaf {}
}
