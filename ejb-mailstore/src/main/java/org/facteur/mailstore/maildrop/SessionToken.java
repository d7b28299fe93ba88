package org.facteur.mailstore.maildrop;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Tells one session from every other, and when it began: a UUID of version 7 (RFC 9562 section 5.7). */
final class SessionToken {

    private static final int VERSION = 7;
    private static final int TIME_SHIFT = 16;

    private SessionToken() {}

    /** A token that no other session has. */
    static String begin(Instant now) {
        UUID random = UUID.randomUUID();
        long time = now.toEpochMilli() << TIME_SHIFT;
        long rest = (VERSION << 12) | (random.getMostSignificantBits() & 0xfff);
        return new UUID(time | rest, random.getLeastSignificantBits()).toString();
    }

    /** When the session of a token began, to the millisecond; empty for one that an older version has made. */
    static Optional<Instant> began(String token) {
        UUID uuid = UUID.fromString(token);
        return uuid.version() == VERSION
                ? Optional.of(Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> TIME_SHIFT))
                : Optional.empty();
    }
}
