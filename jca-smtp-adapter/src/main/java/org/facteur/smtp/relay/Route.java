package org.facteur.smtp.relay;

import java.util.List;
import java.util.Optional;
import org.facteur.api.queue.NextHop;
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

    /**
     * To be tried in this order; at least one.
     *
     * @param hop how they are spoken to, where the administrator has said it
     */
    record Targets(List<Target> targets, Proof proof, Optional<NextHop> hop) implements Route {

        /** As usual: by SMTP, as nobody. */
        Targets(List<Target> targets, Proof proof) {
            this(targets, proof, Optional.empty());
        }

        /** Others of the same way, with rules of their own. */
        Targets with(List<Target> others) {
            return new Targets(others, proof, hop);
        }
    }

    /** None, for ever or for now. */
    record Closed(RemoteAnswer answer, boolean permanent) implements Route {}

    static Route never(String status, String text) {
        return new Closed(RemoteAnswer.own(status, text), true);
    }

    static Route notNow(String status, String text) {
        return new Closed(RemoteAnswer.own(status, text), false);
    }
}
