package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.4.3, and UID EXPUNGE of RFC 4315 section 4.
 *
 * <pre>
 * expunge     = "EXPUNGE"
 * uid-expunge = "UID" SP "EXPUNGE" SP sequence-set
 * </pre>
 */
final class ExpungeSyntax implements UidCommandSyntax {

    @Override
    public String name() {
        return "EXPUNGE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        if (!uid) {
            return new ImapCommand.Expunge(null);
        }
        in.expectSp();
        return new ImapCommand.Expunge(in.expectSequenceSet());
    }
}
