package org.facteur.api.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What each bit of a message's flags means in one mailbox: bits 0 to 4 are the {@link SystemFlag}s, the bits from
 * {@value #FIRST_KEYWORD_BIT} on are keywords in the order in which the mailbox first saw them. Bits are never reused.
 *
 * @param keywords the keyword of bit {@code FIRST_KEYWORD_BIT + index}; at most {@value #MAX_KEYWORDS}
 */
public record FlagTable(List<String> keywords) {

    public static final int FIRST_KEYWORD_BIT = 5;
    public static final int MAX_KEYWORDS = 63 - FIRST_KEYWORD_BIT;
    public static final FlagTable SYSTEM_ONLY = new FlagTable(List.of());

    public FlagTable {
        keywords = List.copyOf(keywords);
        if (keywords.size() > MAX_KEYWORDS) {
            throw new IllegalArgumentException(keywords.size() + " keywords");
        }
    }

    /** The bit of a keyword, in any case; empty if this mailbox has never seen it. */
    public OptionalInt bitOf(String keyword) {
        for (int i = 0; i < keywords.size(); i++) {
            if (keywords.get(i).equalsIgnoreCase(keyword)) {
                return OptionalInt.of(FIRST_KEYWORD_BIT + i);
            }
        }
        return OptionalInt.empty();
    }

    /** The mask of the flags named; keywords that this mailbox has never seen have no bit and are left out. */
    public long mask(Flags flags) {
        long mask = 0;
        for (SystemFlag flag : flags.system()) {
            mask |= flag.bit();
        }
        for (String keyword : flags.keywords()) {
            OptionalInt bit = bitOf(keyword);
            if (bit.isPresent()) {
                mask |= 1L << bit.getAsInt();
            }
        }
        return mask;
    }

    /** The names of the bits set, as IMAP writes them: system flags first. */
    public List<String> names(long bits) {
        List<String> names = new ArrayList<>(Long.bitCount(bits));
        for (SystemFlag flag : SystemFlag.values()) {
            if ((bits & flag.bit()) != 0) {
                names.add(flag.wireName());
            }
        }
        for (int i = 0; i < keywords.size(); i++) {
            if ((bits & (1L << (FIRST_KEYWORD_BIT + i))) != 0) {
                names.add(keywords.get(i));
            }
        }
        return names;
    }

    /** Whether another keyword still fits. */
    public boolean hasRoom() {
        return keywords.size() < MAX_KEYWORDS;
    }
}
