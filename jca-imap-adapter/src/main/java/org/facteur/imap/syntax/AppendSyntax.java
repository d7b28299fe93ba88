package org.facteur.imap.syntax;

import java.time.Instant;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.11.
 *
 * <pre>
 * append = "APPEND" SP mailbox [SP flag-list] [SP date-time] SP literal
 * </pre>
 */
final class AppendSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "APPEND";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName mailbox = in.expectMailbox();
        in.expectSp();
        Flags flags = Flags.NONE;
        if (in.nextIs('(')) {
            flags = FlagSyntax.expectFlagList(in, true);
            in.expectSp();
        }
        Instant internalDate = null;
        if (in.nextIs('"')) {
            internalDate = DateSyntax.expectDateTime(in);
            in.expectSp();
        }
        return new ImapCommand.Append(mailbox, flags, internalDate, in.expectMessage());
    }
}
