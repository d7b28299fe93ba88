package org.facteur.mailstore.order;

import java.util.ArrayList;
import java.util.List;
import org.facteur.mailstore.search.MailboxFacts;

/** What the address lists of the messages of a mailbox are sorted by, by their ordinals. Immutable. */
record AddressColumns(
        MailboxFacts facts,
        int size,
        RankedTexts from,
        RankedTexts to,
        RankedTexts cc,
        RankedTexts displayFrom,
        RankedTexts displayTo) {

    static AddressColumns none(MailboxFacts facts) {
        RankedTexts none = RankedTexts.NONE;
        return new AddressColumns(facts, 0, none, none, none, none, none);
    }

    /** Octets in memory, about. */
    long weight() {
        return from.weight() + to.weight() + cc.weight() + displayFrom.weight() + displayTo.weight();
    }

    /** Collects the columns of further messages. */
    static final class Builder {

        private static final AddressRow GONE = new AddressRow(0, "", "", "", "", "");

        private final AddressColumns known;
        private final MailboxFacts facts;
        private final List<AddressRow> rows = new ArrayList<>();

        /** @param facts which continue those of the known columns */
        Builder(AddressColumns known, MailboxFacts facts) {
            this.known = known;
            this.facts = facts;
        }

        /** Adds a message; those between it and the one before are gone. */
        void add(AddressRow row) {
            while (ordinal() < facts.size() && facts.uid(ordinal()) < row.uid()) {
                rows.add(GONE);
            }
            if (ordinal() < facts.size() && facts.uid(ordinal()) == row.uid()) {
                rows.add(row);
            }
        }

        private int ordinal() {
            return known.size + rows.size();
        }

        AddressColumns build() {
            while (ordinal() < facts.size()) {
                rows.add(GONE);
            }
            return new AddressColumns(
                    facts,
                    facts.size(),
                    known.from.with(rows.stream().map(AddressRow::from).toList()),
                    known.to.with(rows.stream().map(AddressRow::to).toList()),
                    known.cc.with(rows.stream().map(AddressRow::cc).toList()),
                    known.displayFrom.with(
                            rows.stream().map(AddressRow::displayFrom).toList()),
                    known.displayTo.with(
                            rows.stream().map(AddressRow::displayTo).toList()));
        }
    }
}
