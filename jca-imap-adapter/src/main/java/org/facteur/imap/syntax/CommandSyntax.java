package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/** The grammar of one command. Stateless, and shared by all connections. */
interface CommandSyntax {

    /** The name of the command in capitals. */
    String name();

    /** Reads the arguments, from right behind the name to the end of the command. */
    ImapCommand parse(ImapDecoder in) throws ImapSyntaxException;
}
