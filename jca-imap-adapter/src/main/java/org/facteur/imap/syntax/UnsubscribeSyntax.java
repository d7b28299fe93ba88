package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.7.
 *
 * <pre>
 * unsubscribe = "UNSUBSCRIBE" SP mailbox
 * </pre>
 */
final class UnsubscribeSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "UNSUBSCRIBE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.Unsubscribe(in.expectMailbox());
    }
}
