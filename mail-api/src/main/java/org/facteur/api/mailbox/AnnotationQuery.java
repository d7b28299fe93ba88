package org.facteur.api.mailbox;

import java.util.List;
import org.facteur.api.mailbox.Annotation.Entry;

/**
 * Which annotations are asked for (RFC 5464 section 4.2).
 *
 * @param entries at least one
 * @param depth how many levels below each entry are asked for, too
 */
public record AnnotationQuery(List<Entry> entries, Depth depth) {

    public AnnotationQuery {
        entries = List.copyOf(entries);
    }

    /** How far below an entry. */
    public enum Depth {
        /** The entry alone. */
        ZERO(0),
        /** What is one level below it, too. */
        ONE(1),
        /** Whatever is below it, too. */
        INFINITY(Integer.MAX_VALUE);

        private final int levels;

        Depth(int levels) {
            this.levels = levels;
        }
    }

    /** Whether an annotation is asked for. */
    public boolean asksFor(Entry entry) {
        return entries.stream().anyMatch(asked -> entry.isWithin(asked, depth.levels));
    }
}
