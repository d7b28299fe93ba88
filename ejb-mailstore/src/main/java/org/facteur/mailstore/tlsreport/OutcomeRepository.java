package org.facteur.mailstore.tlsreport;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.tlsreport.TlsCount;

/** Outcomes that have not been told, and when they are. */
interface OutcomeRepository {

    /** Those of the rows that there are, locked until the transaction ends, in the order of their keys. */
    List<OutcomeRow> lock(Collection<OutcomeRow.Key> keys);

    /** How many rows the destinations have each on a day; those without are left out. */
    List<RowCount> count(LocalDate day, Set<String> destinations);

    void add(OutcomeRow row);

    /** Those of the destinations that have a report of the day. */
    Set<String> reported(LocalDate day, Set<String> destinations);

    /** How many reports there are. */
    long reports();

    void add(PendingReport report);

    /** Writes what has been changed, so that the next query sees it. */
    void flush();

    /**
     * The report that has been due for longest, locked, and none that another has locked.
     *
     * @param destination the only one that is looked at; empty for any
     */
    Optional<PendingReport> lockDue(Instant now, Optional<String> destination);

    /** The report, locked, if it is claimed so. */
    Optional<PendingReport> lock(String id, long claim);

    List<TlsCount> outcomes(LocalDate day, String destination);

    /** Takes it away with its outcomes. */
    void remove(PendingReport report);

    /** Makes all of them due, or those of one destination. */
    int hasten(Optional<String> destination, Instant now);

    /** Forgets what is from days before. */
    void forget(LocalDate before);
}
