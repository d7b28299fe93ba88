package org.facteur.smtp.arc;

import java.util.Locale;
import java.util.Optional;

/** The state of a chain, {@code cv=} of a seal (RFC 8617 section 4.4). */
public enum ChainStatus {
    /** There is no chain. */
    NONE,
    PASS,
    FAIL;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChainStatus> of(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "none" -> Optional.of(NONE);
            case "pass" -> Optional.of(PASS);
            case "fail" -> Optional.of(FAIL);
            default -> Optional.empty();
        };
    }
}
