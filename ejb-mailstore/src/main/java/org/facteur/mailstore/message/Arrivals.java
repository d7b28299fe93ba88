package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.persistence.JdbcRows;

/** When messages came into their mailboxes. */
@ApplicationScoped
public class Arrivals {

    @Inject
    private JdbcRows rows;

    @Inject
    private SaveDateRepository saveDates;

    private record Arrived(long uid, long internalDate) {}

    /**
     * The first messages of a mailbox up to one that came at a moment or later: UIDs ascend with time.
     *
     * @param count how many at most
     */
    public UidSet before(Instant moment, MailboxId mailbox, int count) {
        List<Arrived> first = new ArrayList<>();
        rows.read(
                "SELECT uid, internal_date FROM message WHERE mailbox_id = ? ORDER BY uid FETCH FIRST " + count
                        + " ROWS ONLY",
                row -> first.add(new Arrived(row.getLong(1), row.getLong(2))),
                mailbox.value());
        if (first.isEmpty()) {
            return UidSet.EMPTY;
        }
        SaveDates dates = saveDates.find(
                mailbox, first.get(0).uid(), first.get(first.size() - 1).uid());
        UidSet.Builder before = new UidSet.Builder();
        for (Arrived each : first) {
            if (dates.of(each.uid(), each.internalDate()) >= moment.getEpochSecond()) {
                break;
            }
            before.add(each.uid());
        }
        return before.build();
    }
}
