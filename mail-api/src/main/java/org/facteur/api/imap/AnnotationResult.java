package org.facteur.api.imap;

import java.util.Set;
import org.facteur.api.mailbox.UidSet;

/**
 * What became of a change of annotations.
 *
 * @param modified the messages that are left as they are, since they have changed meanwhile
 * @param modSeqs the mod-sequences that the change itself took
 */
public record AnnotationResult(UidSet modified, Set<Long> modSeqs) {

    public AnnotationResult {
        modSeqs = Set.copyOf(modSeqs);
    }
}
