package org.facteur.smtp.relay;

import java.util.List;
import org.facteur.api.queue.RemoteAnswer;

/** The way to a destination. */
sealed interface Route {

    /** How it is known that servers are those of a destination. */
    enum Proof {
        /** Nobody has to prove it: they are named themselves, by the administrator or the sender. */
        GIVEN,
        /** The name server says that DNSSEC proves it. */
        SIGNED,
        /** DNS says so, and whoever may have meddled with it. */
        NONE
    }

    /** To be tried in this order; at least one. */
    record Targets(List<Target> targets, Proof proof) implements Route {}

    /** None, for ever or for now. */
    record Closed(RemoteAnswer answer, boolean permanent) implements Route {}

    static Route never(String status, String text) {
        return new Closed(RemoteAnswer.own(status, text), true);
    }

    static Route notNow(String status, String text) {
        return new Closed(RemoteAnswer.own(status, text), false);
    }
}
