package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.SequenceSet;

/**
 * RFC 3501 section 6.4.7.
 *
 * <pre>
 * copy = "COPY" SP sequence-set SP mailbox
 * </pre>
 */
final class CopySyntax implements UidCommandSyntax {

    @Override
    public String name() {
        return "COPY";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        SequenceSet messages = in.expectSequenceSet();
        in.expectSp();
        return new ImapCommand.Copy(uid, messages, in.expectMailbox());
    }
}
