package org.facteur.admin.console;

import java.util.ArrayList;
import java.util.List;
import org.facteur.mailstore.history.Fate;
import org.facteur.mailstore.history.HistoryEvent;
import org.facteur.mailstore.history.HistoryItem;

/**
 * What became of a message, in a word and a colour.
 *
 * @param kind the colour, as the badge has it
 * @param key of the word
 */
public record HistoryBadge(String kind, String key) {

    private static final String GOOD = "ok";
    private static final String NEUTRAL = "off";
    private static final String BAD = "bad";

    static HistoryBadge of(Fate fate) {
        String kind = switch (fate) {
            case DELIVERED -> GOOD;
            case DISCARDED, QUEUED, LED_ON -> NEUTRAL;
            case REFUSED -> BAD;
        };
        return new HistoryBadge(kind, "history.fate." + fate.name());
    }

    static HistoryBadge of(HistoryEvent.What what) {
        String kind = switch (what) {
            case RELAYED -> GOOD;
            case DEFERRED, REMOVED -> NEUTRAL;
            case BOUNCED, EXPIRED -> BAD;
        };
        return new HistoryBadge(kind, "history.what." + what.name());
    }

    /** All that became of a message, each once; of the queue what happened there says more than that it came there. */
    static List<HistoryBadge> of(HistoryItem item) {
        List<HistoryBadge> badges = new ArrayList<>();
        item.recipients().stream()
                .map(recipient -> recipient.fate())
                .distinct()
                .sorted()
                .filter(fate -> fate != Fate.QUEUED || item.later().isEmpty())
                .forEach(fate -> badges.add(of(fate)));
        item.later().stream().sorted().forEach(what -> badges.add(of(what)));
        return badges;
    }
}
