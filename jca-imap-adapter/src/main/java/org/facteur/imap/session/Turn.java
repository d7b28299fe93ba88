package org.facteur.imap.session;

import org.facteur.imap.response.ImapResponse;

/** What the server says to a command: its answer, or a question that the client answers first. */
public sealed interface Turn permits Turn.Ask, Reply {

    /**
     * A continuation, to which the client says one line that is no command.
     *
     * @param prompt the continuation
     * @param exchange takes the line
     */
    record Ask(ImapResponse prompt, Exchange exchange) implements Turn {}
}
