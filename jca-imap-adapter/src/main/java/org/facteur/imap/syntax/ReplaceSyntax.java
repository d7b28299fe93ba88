package org.facteur.imap.syntax;

import java.util.List;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.SequenceSet;

/**
 * RFC 8508 section 4.
 *
 * <pre>
 * replace = "REPLACE" SP seq-number SP mailbox append-message
 * </pre>
 */
final class ReplaceSyntax implements UidCommandSyntax {

    @Override
    public String name() {
        return "REPLACE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        SequenceSet message = new SequenceSet(List.of(in.expectSeqNumber()));
        in.expectSp();
        MailboxName mailbox = in.expectMailbox();
        return new ImapCommand.Replace(uid, message, mailbox, NewMessageSyntax.expectMessage(in));
    }
}
