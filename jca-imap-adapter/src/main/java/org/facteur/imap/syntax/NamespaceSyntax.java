package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 2342 section 5.
 *
 * <pre>
 * command = "NAMESPACE"
 * </pre>
 */
final class NamespaceSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "NAMESPACE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Namespace();
    }
}
