package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.1.1.
 *
 * <pre>
 * command = "CAPABILITY"
 * </pre>
 */
final class CapabilitySyntax implements CommandSyntax {

    @Override
    public String name() {
        return "CAPABILITY";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Capability();
    }
}
