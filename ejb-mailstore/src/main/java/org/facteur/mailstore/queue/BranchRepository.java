package org.facteur.mailstore.queue;

import java.time.Instant;
import java.util.List;
import org.facteur.api.outbound.BranchId;

/** What applications have prepared in transactions that are not decided. */
public interface BranchRepository {

    void add(BranchRow message);

    /**
     * Whether something is prepared under this name; nobody else decides on it until the transaction ends.
     */
    boolean lock(BranchId branch);

    /**
     * Makes the recipients of a locked branch due at their time, and forgets the branch.
     *
     * @return for which destinations something is due now
     */
    List<String> commit(BranchId branch, Instant now);

    /** Takes away the messages of a locked branch, and releases their content. */
    void rollBack(BranchId branch, Instant now);

    /** The names of what a server has prepared. */
    List<BranchId> prepared(String server);

    /** Holds what was prepared before some moment and is undecided; it can still be decided. Says how many recipients these are. */
    int hold(Instant preparedBefore);
}
