package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 8437 section 4.
 *
 * <pre>
 * unauthenticate = "UNAUTHENTICATE"
 * </pre>
 */
final class UnauthenticateSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "UNAUTHENTICATE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) {
        return new ImapCommand.Unauthenticate();
    }
}
