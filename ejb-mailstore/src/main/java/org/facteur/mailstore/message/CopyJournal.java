package org.facteur.mailstore.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;

/**
 * What COPY commands in progress have put into their targets, so that one that does not come to its end is undone, whoever was
 * carrying it out. It is changed under the lock of the target.
 */
public interface CopyJournal {

    /**
     * One COPY of many messages.
     *
     * @param firstUid the UID of its first message in the target: no other copy ever has it
     */
    record Copy(MailboxId target, long firstUid) {}

    /** Remembers that a step has put these messages into the target. */
    void add(Copy copy, UidSet.Range step, Instant expires);

    /** How many steps are remembered. */
    long steps(Copy copy);

    /** One of the steps. */
    Optional<UidSet.Range> anyStep(Copy copy);

    void remove(Copy copy, UidSet.Range step);

    /**
     * Forgets a copy, which is thereby carried out or undone.
     *
     * @return how many steps it had
     */
    long remove(Copy copy);

    /** Some copies that nobody carries on any more. */
    List<Copy> abandoned(Instant now, int count);
}
