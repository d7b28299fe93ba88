package org.facteur.imap.command;

import org.facteur.api.mailbox.UidSet;
import org.jspecify.annotations.Nullable;

/**
 * What SELECT and EXAMINE do beside selecting (RFC 4466 section 2.1).
 *
 * @param condstore whether the client wants mod-sequences from now on
 * @param annotate whether the client is told when annotations change (RFC 5257 section 4.2)
 * @param resync what the client knew when it left, if it wants to be told what has happened since
 */
public record SelectOptions(
        boolean condstore, boolean annotate, @Nullable Resync resync) {

    public static final SelectOptions NONE = new SelectOptions(false, false, null);

    /** Whether messages are meant by their numbers. */
    public boolean givesNumbers() {
        return resync != null && resync.matches() != null;
    }

    /**
     * What a client knows of the mailbox (RFC 7162 section 3.2.5).
     *
     * @param modSeq every change up to it is known
     * @param known the UIDs that it wants to be told about; null for all
     * @param matches numbers and the UIDs that they had, if it gives any
     */
    public record Resync(
            long uidValidity,
            long modSeq,
            @Nullable UidSet known,
            @Nullable Matches matches) {}

    /** Sequence numbers and their UIDs, pairwise and ascending: as many of the ones as of the others. */
    public record Matches(UidSet sequences, UidSet uids) {}
}
