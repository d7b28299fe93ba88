package org.facteur.api.queue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much TLS the way to a destination takes, under the names that administrators know from Postfix. */
public enum TlsLevel {
    /** What the destination itself asks for; where that is nothing, as {@link #MAY}. */
    AUTO,
    /** No TLS. */
    NONE,
    /** TLS where it is offered and works, with whomever (RFC 7435). */
    MAY,
    /** TLS or nothing, with whomever. */
    ENCRYPT,
    /** A certificate for the host that DNS names. */
    VERIFY,
    /** A certificate for the domain itself or what is below it, or for names that the administrator knows. */
    SECURE,
    /** By DANE where DNSSEC proves such records (RFC 7672), otherwise as {@link #MAY}. */
    DANE,
    /** By DANE or nothing. */
    DANE_ONLY;

    /** As it is written in the configuration and shown. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty if no level is written so. */
    public static Optional<TlsLevel> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
