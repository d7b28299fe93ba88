package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 4978 section 5.
 *
 * <pre>
 * compress  = "COMPRESS" SP algorithm
 * algorithm = "DEFLATE"
 * </pre>
 */
final class CompressSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "COMPRESS";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.Compress(in.expectKeyword("an algorithm"));
    }
}
