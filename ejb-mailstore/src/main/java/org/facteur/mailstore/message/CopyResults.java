package org.facteur.mailstore.message;

import org.facteur.api.imap.CopyResult;
import org.facteur.api.mailbox.UidSet;

/** The results of the steps of one COPY or MOVE: they ascend in source and target, so they still pair in ascending order. */
final class CopyResults {

    private final long uidValidity;
    private final UidSet.Builder source = new UidSet.Builder();
    private final UidSet.Builder target = new UidSet.Builder();

    CopyResults(long uidValidity) {
        this.uidValidity = uidValidity;
    }

    void add(CopyResult step) {
        addAll(step.source(), source);
        addAll(step.target(), target);
    }

    CopyResult all() {
        return new CopyResult(uidValidity, source.build(), target.build());
    }

    private static void addAll(UidSet uids, UidSet.Builder builder) {
        uids.ranges().forEach(range -> builder.add(range.first(), range.last()));
    }
}
