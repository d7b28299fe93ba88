package org.facteur.mailstore.sieve.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a script can require; each is wholly there, or not listed. */
public enum Extension {
    /** RFC 5173. */
    BODY("body"),
    /** RFC 3894. */
    COPY("copy"),
    /** RFC 5228 section 2.7.3. */
    COMPARATOR_NUMERIC("comparator-i;ascii-numeric"),
    /** RFC 5260 sections 4 and 5. */
    DATE("date"),
    /** RFC 5228 section 2.4.2.4. */
    ENCODED_CHARACTER("encoded-character"),
    /** RFC 5228 section 5.4. */
    ENVELOPE("envelope"),
    /** RFC 5429 section 2.1. */
    EREJECT("ereject"),
    /** RFC 5228 section 4.1. */
    FILEINTO("fileinto"),
    /** RFC 5232. */
    IMAP4FLAGS("imap4flags"),
    /** RFC 5260 section 6. */
    INDEX("index"),
    /** RFC 5490 section 3. */
    MAILBOX("mailbox"),
    /** RFC 5429 section 2.2. */
    REJECT("reject"),
    /** RFC 5231. */
    RELATIONAL("relational"),
    /** RFC 5233. */
    SUBADDRESS("subaddress"),
    /** RFC 5229. */
    VARIABLES("variables");

    /** The comparators that need not be required, but may be (RFC 5228 section 2.7.3). */
    private static final List<String> ALWAYS_THERE = List.of("comparator-i;octet", "comparator-i;ascii-casemap");

    private final String wireName;

    Extension(String wireName) {
        this.wireName = wireName;
    }

    /** As {@code require} names it. */
    public String wireName() {
        return wireName;
    }

    /** The names of all, as a server advertises them. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Extension::wireName).toList();
    }

    static Optional<Extension> of(String wireName) {
        return Arrays.stream(values())
                .filter(extension -> extension.wireName.equals(wireName))
                .findFirst();
    }

    static boolean isAlwaysThere(String wireName) {
        return ALWAYS_THERE.contains(wireName);
    }
}
