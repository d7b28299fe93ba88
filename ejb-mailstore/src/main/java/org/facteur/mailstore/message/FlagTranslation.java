package org.facteur.mailstore.message;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.mailstore.mailbox.Mailbox;

/** Says which bit of one mailbox means what a bit of another does. */
public final class FlagTranslation {

    private FlagTranslation() {}

    /**
     * For each bit that one of the messages has the bit that means the same in the target, which gets the keywords that it lacks.
     *
     * @throws MailStoreException {@code LIMIT_REACHED} when a keyword does not fit
     */
    public static Map<Integer, Integer> of(FlagTable source, Mailbox target, List<MessageFacts> messages)
            throws MailStoreException {
        return of(source, target, messages, -1L);
    }

    /** @param permitted the bits of the system flags that may be set in the target; the messages have no other keywords */
    static Map<Integer, Integer> of(FlagTable source, Mailbox target, List<MessageFacts> messages, long permitted)
            throws MailStoreException {
        long used = 0;
        for (MessageFacts message : messages) {
            used |= message.flags();
        }
        Map<Integer, Integer> bits = new LinkedHashMap<>();
        for (SystemFlag flag : SystemFlag.values()) {
            if ((permitted & flag.bit()) != 0) {
                bits.put(flag.ordinal(), flag.ordinal());
            }
        }
        Set<String> keywords = new HashSet<>();
        for (int i = 0; i < source.keywords().size(); i++) {
            if ((used & (1L << (FlagTable.FIRST_KEYWORD_BIT + i))) != 0) {
                keywords.add(source.keywords().get(i));
            }
        }
        target.maskOf(new Flags(Set.of(), keywords));
        FlagTable translated = target.flagTable();
        for (String keyword : keywords) {
            bits.put(
                    source.bitOf(keyword).orElseThrow(),
                    translated.bitOf(keyword).orElseThrow());
        }
        return bits;
    }
}
