package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.1.3.
 *
 * <pre>
 * command = "LOGOUT"
 * </pre>
 */
final class LogoutSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "LOGOUT";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Logout();
    }
}
