package org.facteur.imap.handler;

import org.facteur.imap.command.FetchModifiers;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.session.SequenceRanges;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a FETCH is about, found one after the other: those that it names, that have changed since, and that are in the
 * part that is wanted.
 */
final class MessageSelection {

    private final SequenceRanges messages;
    private final @Nullable Long changedSince;
    private long left = Long.MAX_VALUE;
    private int upcoming;

    MessageSelection(SequenceRanges messages, FetchModifiers modifiers) {
        this.messages = messages;
        this.changedSince = modifiers.changedSince();
        this.upcoming = from(1);
        PartialRange part = modifiers.part();
        if (part != null) {
            confine(part);
        }
    }

    /** A part is counted from the beginning or the end of what is named, so that all of it has to be counted first. */
    private void confine(PartialRange part) {
        long size = 0;
        for (int sequence = upcoming; sequence > 0; sequence = from(sequence + 1)) {
            size++;
        }
        long first = part.first(size);
        left = Math.max(0, part.end(size) - first);
        for (long skipped = 0; skipped < first && upcoming > 0; skipped++) {
            upcoming = from(upcoming + 1);
        }
    }

    /**
     * Leaves out all but the last ones, so many, if there are more.
     *
     * @return the least number that is left; 0 if there are no more
     */
    int confine(MessageLimit limit) {
        if (limit.most() == 0) {
            return 0;
        }
        long size = 0;
        for (int sequence = upcoming; sequence > 0 && size < left; sequence = from(sequence + 1)) {
            size++;
        }
        if (!limit.isExceededBy(size)) {
            return 0;
        }
        for (long skipped = limit.most(); skipped < size; skipped++) {
            upcoming = from(upcoming + 1);
        }
        left = limit.most();
        return upcoming;
    }

    /** The next message, and goes on behind it; 0 at the end. */
    int next() {
        if (left == 0 || upcoming == 0) {
            return 0;
        }
        left--;
        int sequence = upcoming;
        upcoming = from(sequence + 1);
        return sequence;
    }

    private int from(int sequence) {
        int named = messages.next(sequence);
        if (changedSince == null) {
            return named;
        }
        while (named > 0) {
            int changed = messages.view().firstChangedSince(changedSince, named);
            if (changed == named || changed == 0) {
                return changed;
            }
            named = messages.next(changed);
        }
        return 0;
    }
}
