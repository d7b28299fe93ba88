package org.facteur.pop3.command;

import java.util.Optional;
import java.util.OptionalInt;
import org.facteur.api.account.Secret;

/** A command whose syntax is right; message numbers are at least 1. */
public sealed interface Pop3Command {

    /** RFC 1939 section 7. */
    record User(String name) implements Pop3Command {}

    /** RFC 1939 section 7. */
    record Pass(Secret password) implements Pop3Command {}

    /**
     * RFC 5034 section 4.
     *
     * @param mechanism empty when the client asks which there are
     * @param initialResponse as on the wire
     */
    record Auth(Optional<String> mechanism, Optional<String> initialResponse) implements Pop3Command {}

    /** RFC 2595 section 4. */
    record Stls() implements Pop3Command {}

    /** RFC 6856 section 2.1. */
    record Utf8() implements Pop3Command {}

    /**
     * RFC 6856 section 3.2.
     *
     * @param range empty when the client asks which languages there are
     */
    record Lang(Optional<String> range) implements Pop3Command {}

    /** RFC 2449 section 5. */
    record Capa() implements Pop3Command {}

    /** RFC 1939 section 5. */
    record Stat() implements Pop3Command {}

    /** RFC 1939 section 5. */
    record ListSizes(OptionalInt message) implements Pop3Command {}

    /** RFC 1939 section 7. */
    record Uidl(OptionalInt message) implements Pop3Command {}

    /** RFC 1939 section 5. */
    record Retr(int message) implements Pop3Command {}

    /** RFC 1939 section 7. */
    record Top(int message, int lines) implements Pop3Command {}

    /** RFC 1939 section 5. */
    record Dele(int message) implements Pop3Command {}

    /** RFC 1939 section 5. */
    record Rset() implements Pop3Command {}

    /** RFC 1939 section 5. */
    record Noop() implements Pop3Command {}

    /** RFC 1939 sections 4 and 6. */
    record Quit() implements Pop3Command {}
}
