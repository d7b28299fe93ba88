package org.facteur.api.message;

import org.jspecify.annotations.Nullable;

/**
 * One element of an address list in an ENVELOPE (RFC 3501 section 7.4.2). All texts are octets as they stand in the
 * message, one {@code char} an octet (ISO 8859-1), so that nothing is lost; they never hold CR, LF or NUL. Quoting is removed
 * from names and local parts; encoded words stay as they are.
 *
 * <p>A group is a start marker ({@code host} null, {@code mailbox} its name), its members, and an end marker ({@code host}
 * and {@code mailbox} null). Of what is no address, but stands where one should be, {@code host} or {@code mailbox} is empty.
 *
 * @param name the display name, if any
 * @param route the source route (at-domain-list), if any
 * @param mailbox the local part
 * @param host the domain
 */
public record EmailAddress(
        @Nullable String name,
        @Nullable String route,
        @Nullable String mailbox,
        @Nullable String host) {}
