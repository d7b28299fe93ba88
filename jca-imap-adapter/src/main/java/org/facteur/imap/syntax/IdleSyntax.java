package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 2177; the {@code DONE} that ends it is a line of its own.
 *
 * <pre>
 * command = "IDLE"
 * </pre>
 */
final class IdleSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "IDLE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Idle();
    }
}
