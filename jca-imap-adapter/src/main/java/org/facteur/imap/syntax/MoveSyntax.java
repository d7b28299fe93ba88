package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.SequenceSet;

/**
 * RFC 6851 section 4.5.
 *
 * <pre>
 * move = "MOVE" SP sequence-set SP mailbox
 * </pre>
 */
final class MoveSyntax implements UidCommandSyntax {

    @Override
    public String name() {
        return "MOVE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        SequenceSet messages = in.expectSequenceSet();
        in.expectSp();
        return new ImapCommand.Move(uid, messages, in.expectMailbox());
    }
}
