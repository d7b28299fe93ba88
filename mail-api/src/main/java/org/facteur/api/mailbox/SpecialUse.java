package org.facteur.api.mailbox;

/** What a mailbox is for, so that a client finds it under any name (RFC 6154 section 2). */
public enum SpecialUse {
    ARCHIVE("\\Archive"),
    DRAFTS("\\Drafts"),
    JUNK("\\Junk"),
    SENT("\\Sent"),
    TRASH("\\Trash");

    private final String attribute;

    SpecialUse(String attribute) {
        this.attribute = attribute;
    }

    /** The attribute as LIST writes it, with its backslash. */
    public String attribute() {
        return attribute;
    }
}
