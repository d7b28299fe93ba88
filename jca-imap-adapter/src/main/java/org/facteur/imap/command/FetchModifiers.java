package org.facteur.imap.command;

import org.jspecify.annotations.Nullable;

/**
 * What a FETCH is confined to.
 *
 * @param changedSince only messages with a greater mod-sequence, which is told of each (RFC 7162 section 3.1.4.1); null for all
 * @param vanished whether those that have gone since are told, too (RFC 7162 section 3.2.6); never without {@code changedSince}
 * @param part only these of the messages (RFC 9394 section 3.3)
 */
public record FetchModifiers(
        @Nullable Long changedSince,
        boolean vanished,
        @Nullable PartialRange part) {

    public static final FetchModifiers NONE = new FetchModifiers(null, false, null);
}
