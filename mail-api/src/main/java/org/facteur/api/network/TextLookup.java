package org.facteur.api.network;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Asks the domain name system for texts, for those who have no name servers of their own. */
@FunctionalInterface
public interface TextLookup {

    /**
     * The TXT records of a name, the strings of each joined; none if there are none. It answers in bounded time, and fails if there is
     * no answer now.
     */
    CompletionStage<List<String>> texts(String name);
}
