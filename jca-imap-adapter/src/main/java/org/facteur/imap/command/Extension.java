package org.facteur.imap.command;

import java.util.Arrays;
import java.util.Optional;

/** What a client has to enable before the server speaks differently (RFC 5161). */
public enum Extension {
    /** Flags come with their mod-sequence (RFC 7162 section 3.1). */
    CONDSTORE,
    /** What goes is told by UID, for good (RFC 7162 section 3.2.3); CONDSTORE with it. */
    QRESYNC,
    /** Messages have no sequence numbers (RFC 9586). */
    UIDONLY;

    /** The name in ENABLE and ENABLED. */
    public String wireName() {
        return name();
    }

    /** @param wireName in capitals */
    public static Optional<Extension> named(String wireName) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(wireName))
                .findFirst();
    }
}
