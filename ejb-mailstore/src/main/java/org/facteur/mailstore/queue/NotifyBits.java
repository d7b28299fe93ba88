package org.facteur.mailstore.queue;

import java.util.EnumSet;
import java.util.Set;
import org.facteur.api.smtp.Notify;

/** What a sender wants to hear of, as a number; 0 if nothing was said. */
final class NotifyBits {

    private NotifyBits() {}

    static int of(Set<Notify> wanted) {
        int bits = 0;
        for (Notify each : wanted) {
            bits |= bit(each);
        }
        return bits;
    }

    static Set<Notify> in(int bits) {
        Set<Notify> wanted = EnumSet.noneOf(Notify.class);
        for (Notify each : Notify.values()) {
            if ((bits & bit(each)) != 0) {
                wanted.add(each);
            }
        }
        return wanted;
    }

    /** Written into rows: these numbers stay. */
    private static int bit(Notify notify) {
        return switch (notify) {
            case NEVER -> 1;
            case SUCCESS -> 2;
            case FAILURE -> 4;
            case DELAY -> 8;
        };
    }
}
