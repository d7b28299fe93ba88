package org.facteur.smtp.spf;

import java.util.Locale;

/**
 * What a domain says of a client (RFC 7208 section 2.6).
 *
 * @param reason a few words of ASCII, none of them the sender's; empty for none
 */
public record SpfResult(Verdict verdict, String reason) {

    /** What a domain may say. */
    public enum Verdict {
        NONE,
        NEUTRAL,
        PASS,
        FAIL,
        SOFTFAIL,
        TEMPERROR,
        PERMERROR;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SpfResult of(Verdict verdict) {
        return new SpfResult(verdict, "");
    }
}
