package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 9208 section 4.1.2.
 *
 * <pre>
 * getquota        = "GETQUOTA" SP quota-root-name
 * quota-root-name = astring
 * </pre>
 */
final class GetQuotaSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "GETQUOTA";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.GetQuota(in.expectUnicode("a quota root"));
    }
}
