package org.facteur.imap.command;

/** What a client has to enable before the server speaks differently (RFC 5161). */
public enum Extension {
    /** Flags come with their mod-sequence (RFC 7162 section 3.1). */
    CONDSTORE("CONDSTORE"),
    /** What goes is told by UID, for good (RFC 7162 section 3.2.3); CONDSTORE with it. */
    QRESYNC("QRESYNC"),
    /** Messages have no sequence numbers (RFC 9586). */
    UIDONLY("UIDONLY"),
    /** Names and quoted strings in UTF-8 (RFC 6855). */
    UTF8_ACCEPT("UTF8=ACCEPT"),
    /** The answers of RFC 9051 where they are others: no RECENT, ESEARCH instead of SEARCH, names in UTF-8. */
    IMAP4REV2("IMAP4rev2");

    private final String wireName;

    Extension(String wireName) {
        this.wireName = wireName;
    }

    /** The name in ENABLE and ENABLED. */
    public String wireName() {
        return wireName;
    }
}
