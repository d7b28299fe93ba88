package org.facteur.smtp.relay;

import java.util.List;
import org.facteur.api.queue.RemoteAnswer;

/** The way to a destination. */
sealed interface Route {

    /** To be tried in this order; at least one. */
    record Targets(List<Target> targets) implements Route {}

    /** None, for ever or for now. */
    record Closed(RemoteAnswer answer, boolean permanent) implements Route {}

    static Route never(String status, String text) {
        return new Closed(RemoteAnswer.own(status, text), true);
    }

    static Route notNow(String status, String text) {
        return new Closed(RemoteAnswer.own(status, text), false);
    }
}
