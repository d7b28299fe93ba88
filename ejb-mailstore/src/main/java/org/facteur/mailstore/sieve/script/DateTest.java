package org.facteur.mailstore.sieve.script;

import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.mime.MailDate;

/**
 * {@code date} and {@code currentdate} (RFC 5260 sections 4 and 5).
 *
 * @param field whose date it is; empty for the moment of arrival
 * @param zone empty for the server's own
 * @param originalZone whether the date is taken in the zone that it was written in
 */
record DateTest(
        Match match,
        Optional<Text> field,
        Optional<FieldIndex> index,
        Optional<ZoneOffset> zone,
        boolean originalZone,
        DatePart part,
        List<Text> keys)
        implements Test {

    @Override
    public boolean holds(Execution run) throws ScriptFailureException, IOException {
        List<String> values = new ArrayList<>();
        if (field.isEmpty()) {
            values.add(part.of(run.message().received().atZone(shownIn())));
        } else {
            // Without an index it is the first field that counts.
            FieldIndex which = index.orElse(new FieldIndex(1, false));
            for (String value : Tests.fields(field.get(), Optional.of(which), run)) {
                date(value).map(part::of).ifPresent(values::add);
            }
        }
        return match.holds(values, keys, run);
    }

    /** The date of a field, which in some follows a semicolon. */
    private Optional<ZonedDateTime> date(String value) {
        return MailDate.parse(value.substring(value.lastIndexOf(';') + 1))
                .map(date -> date.instant().atZone(originalZone ? date.zone() : shownIn()));
    }

    private ZoneId shownIn() {
        return zone.isPresent() ? zone.get() : ZoneId.systemDefault();
    }
}
