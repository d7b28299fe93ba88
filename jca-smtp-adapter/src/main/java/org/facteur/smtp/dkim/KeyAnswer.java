package org.facteur.smtp.dkim;

import java.util.List;

/** What the name servers say when they are asked for a key. */
public sealed interface KeyAnswer {

    /** The texts under the name of the key; none if it is not there. */
    record Published(List<String> texts) implements KeyAnswer {

        public Published {
            texts = List.copyOf(texts);
        }
    }

    /** They have no answer now. */
    record Unanswered() implements KeyAnswer {}
}
