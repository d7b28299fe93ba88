package org.facteur.api.imap;

import java.util.List;

/**
 * Which annotations of messages have changed, ascending by UID and name.
 *
 * @param changes each message with all of its changed entries
 * @param complete whether there are no more; otherwise those of greater UIDs follow
 */
public record ChangedAnnotations(List<Change> changes, boolean complete) {

    /** Changes that are told at once, about: the last message is told whole. */
    public static final int PAGE = 1_000;

    public ChangedAnnotations {
        changes = List.copyOf(changes);
    }

    /**
     * An entry that has another value now, or none.
     *
     * @param modSeq of its last change
     */
    public record Change(long uid, String entry, long modSeq) {}
}
