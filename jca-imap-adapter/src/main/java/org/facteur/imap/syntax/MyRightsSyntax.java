package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 4314 section 3.5.
 *
 * <pre>
 * myrights = "MYRIGHTS" SP mailbox
 * </pre>
 */
final class MyRightsSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "MYRIGHTS";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.MyRights(in.expectMailbox());
    }
}
