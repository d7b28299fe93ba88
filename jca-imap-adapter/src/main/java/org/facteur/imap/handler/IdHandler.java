package org.facteur.imap.handler;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** ID (RFC 2971): what the client says of itself helps to understand a log, and changes nothing (section 2). */
final class IdHandler implements CommandHandler<ImapCommand.Id> {

    private static final System.Logger LOG = System.getLogger(IdHandler.class.getName());
    private static final Map<String, String> SERVER = Map.of("name", "Facteur");

    @Override
    public Class<ImapCommand.Id> command() {
        return ImapCommand.Id.class;
    }

    @Override
    public CommandRules rules(ImapCommand.Id command) {
        return CommandRules.ANY_STATE;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return List.of("ID");
    }

    @Override
    public Reply handle(ImapCommand.Id command, ClientState client) {
        LOG.log(Level.DEBUG, () -> client.connection().remoteAddress() + " is " + printable(command.parameters()));
        return Reply.of(Completion.ok("ID completed"), new ImapResponse.Id(SERVER));
    }

    private static String printable(Map<String, String> parameters) {
        return parameters.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
