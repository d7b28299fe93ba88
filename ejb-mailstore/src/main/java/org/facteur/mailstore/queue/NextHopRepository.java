package org.facteur.mailstore.queue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.queue.NextHop;

/** The routes that administrators have laid. */
public interface NextHopRepository {

    /** Where mail for a destination goes: its own route, or that for all; empty if there is neither. */
    Optional<NextHop> nextHop(String destination);

    /** Those of some domains for which mail is taken from others, in one statement. */
    Set<String> receiving(Set<String> domains);

    List<NextHopRow> all();

    Optional<NextHopRow> find(String domain);

    void add(NextHopRow row);

    void remove(NextHopRow row);
}
