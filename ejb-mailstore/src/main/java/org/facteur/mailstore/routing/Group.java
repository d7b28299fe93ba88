package org.facteur.mailstore.routing;

import java.util.Optional;
import java.util.Set;

/**
 * A group as a message meets it.
 *
 * @param address in lower case
 * @param displayName may be empty
 * @param owner an address of this server; without, the postmaster looks after it
 * @param members addresses in lower case, those of other servers too
 * @param posters addresses in lower case, whose messages {@link Posting#NAMED} takes
 */
public record Group(
        String address,
        String displayName,
        Posting posting,
        Optional<String> owner,
        Set<String> members,
        Set<String> posters) {

    /** Who hears when a member cannot be reached (RFC 5321 section 3.9.2). */
    public String reversePath() {
        return owner.orElseGet(() -> "postmaster" + address.substring(address.lastIndexOf('@')));
    }

    /** How the group is known for ever, whatever it is called (RFC 2919 section 3): {@code team.example.test}. */
    public String listId() {
        return ListFields.id(address);
    }
}
