package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.1.2.
 *
 * <pre>
 * command = "NOOP"
 * </pre>
 */
final class NoopSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "NOOP";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Noop();
    }
}
