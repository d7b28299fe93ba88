package org.facteur.smtp.arc;

import java.util.List;
import org.facteur.smtp.dkim.HeaderField;

/** The three fields that one who passes a message on adds to it (RFC 8617 section 4.1). */
record ArcSet(HeaderField results, HeaderField signature, HeaderField seal) {

    static final String RESULTS = "ARC-Authentication-Results";
    static final String SIGNATURE = "ARC-Message-Signature";
    static final String SEAL = "ARC-Seal";

    /** In the order in which seals sign them (RFC 8617 section 5.1.1). */
    List<HeaderField> fields() {
        return List.of(results, signature, seal);
    }
}
