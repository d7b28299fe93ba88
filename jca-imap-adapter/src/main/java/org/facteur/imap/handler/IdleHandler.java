package org.facteur.imap.handler;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.facteur.imap.command.ImapCommand.Idle;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Exchange;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;
import org.facteur.imap.session.Turn;

/** IDLE (RFC 2177): the client says nothing and is told what happens, until it says DONE. */
final class IdleHandler implements CommandHandler<Idle> {

    private static final String DONE = "DONE";

    @Override
    public Class<Idle> command() {
        return Idle.class;
    }

    @Override
    public CommandRules rules(Idle command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("IDLE");
    }

    @Override
    public Turn handle(Idle command, ClientState client) {
        if (client.hasSelected()) {
            client.selected().markStale();
        }
        return new Turn.Ask(new ImapResponse.Continuation("idling"), new UntilDone());
    }

    private static final class UntilDone implements Exchange {

        @Override
        public Turn answer(byte[] line) {
            String text = new String(line, StandardCharsets.ISO_8859_1);
            return Reply.of(
                    text.equalsIgnoreCase(DONE)
                            ? Completion.ok("IDLE completed")
                            : Completion.bad("Only DONE ends IDLE"));
        }

        @Override
        public boolean tellsUpdates() {
            return true;
        }
    }
}
