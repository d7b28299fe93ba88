package org.facteur.sieve.framing;

/** What the octets of a client are. */
public sealed interface SieveFrame {

    /** A command with its literals, or a string of an exchange, without the CRLF that ends it. */
    record Command(byte[] octets) implements SieveFrame {}

    /** A command that is refused whatever it means; its octets are consumed. */
    record Violation(Kind kind) implements SieveFrame {}

    /** What is wrong. */
    enum Kind {
        TOO_LONG(false),
        BARE_LINE_END(false),
        NUL(false),
        LITERAL_TOO_LARGE(false),
        /** A literal without its {@code +}: whether its octets follow nobody knows. */
        SYNCHRONISING_LITERAL(true),
        /** More octets of a refused command than anybody reads to no use. */
        FAR_TOO_LARGE(true);

        private final boolean fatal;

        Kind(boolean fatal) {
            this.fatal = fatal;
        }

        /** Whether where the next command begins cannot be known, so that the connection ends. */
        public boolean isFatal() {
            return fatal;
        }
    }
}
