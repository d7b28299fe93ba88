package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/** The grammar of a command that can also stand behind {@code UID} (RFC 3501 section 6.4.8). */
interface UidCommandSyntax extends CommandSyntax {

    @Override
    default ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return parse(in, false);
    }

    /** @param uid whether {@code UID} stood before the name */
    ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException;
}
