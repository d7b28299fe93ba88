package org.facteur.api.mailbox;

/**
 * How STORE changes flags (RFC 3501 section 6.4.6). Changes of several sessions merge: only the bits named are touched,
 * except by {@link Mode#REPLACE}.
 */
public record FlagChange(Mode mode, Flags flags) {

    /** What happens to the flags named, and to the others. */
    public enum Mode {
        ADD,
        REMOVE,
        REPLACE
    }
}
