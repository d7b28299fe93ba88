package org.facteur.imap.syntax;

import java.util.Map;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.4.8: the same commands, with UIDs for sequence numbers.
 *
 * <pre>
 * uid = "UID" SP (copy / fetch / search / store / move / uid-expunge)
 * </pre>
 */
final class UidSyntax implements CommandSyntax {

    private final Map<String, UidCommandSyntax> commands;

    /** @param commands by name */
    UidSyntax(Map<String, UidCommandSyntax> commands) {
        this.commands = Map.copyOf(commands);
    }

    @Override
    public String name() {
        return "UID";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        UidCommandSyntax command = commands.get(in.expectKeyword("the name of a command"));
        if (command == null) {
            throw in.bad("There is no such command with UID");
        }
        return command.parse(in, true);
    }
}
