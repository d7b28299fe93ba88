package org.facteur.smtp.dkim;

import java.util.Locale;

/** What comes of a signature (RFC 8601 section 2.7.1). */
public enum Verdict {
    /** There is none. */
    NONE,
    PASS,
    /** It does not fit the message. */
    FAIL,
    /** It is right, and not good enough for this server. */
    POLICY,
    /** It says nothing, whether it is right or not. */
    NEUTRAL,
    /** There is no answer of the name servers now. */
    TEMPERROR,
    /** It never was a signature, or its key is none. */
    PERMERROR;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
