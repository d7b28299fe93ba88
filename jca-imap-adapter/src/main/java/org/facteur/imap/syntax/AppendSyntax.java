package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.NewMessage;
import org.facteur.imap.response.ResponseCode;

/**
 * RFC 3501 section 6.3.11, RFC 3502 section 7.
 *
 * <pre>
 * append = "APPEND" SP mailbox 1*append-message
 * </pre>
 */
final class AppendSyntax implements CommandSyntax {

    /** The most messages of one command. */
    static final int MAX_MESSAGES = 100;

    @Override
    public String name() {
        return "APPEND";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName mailbox = in.expectMailbox();
        List<NewMessage> messages = new ArrayList<>();
        do {
            if (messages.size() == MAX_MESSAGES) {
                throw in.no(ResponseCode.Word.LIMIT, "At most " + MAX_MESSAGES + " messages are stored at once");
            }
            messages.add(NewMessageSyntax.expectMessage(in));
        } while (!in.atEnd());
        return new ImapCommand.Append(mailbox, messages);
    }
}
