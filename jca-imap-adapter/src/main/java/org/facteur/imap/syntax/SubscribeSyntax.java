package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.6.
 *
 * <pre>
 * subscribe = "SUBSCRIBE" SP mailbox
 * </pre>
 */
final class SubscribeSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "SUBSCRIBE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.Subscribe(in.expectMailbox());
    }
}
