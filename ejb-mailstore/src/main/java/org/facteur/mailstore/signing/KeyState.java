package org.facteur.mailstore.signing;

/** Where a key stands in its life; it goes this way only. */
public enum KeyState {
    /** Its record is to be published; nothing is signed with it yet. */
    PENDING,
    /** It signs. */
    ACTIVE,
    /** It signs no more; what it has signed may still be on its way. */
    RETIRED
}
