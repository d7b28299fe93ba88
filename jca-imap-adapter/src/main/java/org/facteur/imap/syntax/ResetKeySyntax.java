package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4467 section 9.
 *
 * <pre>
 * resetkey = "RESETKEY" [SP mailbox *(SP mechanism)]
 * </pre>
 */
final class ResetKeySyntax implements CommandSyntax {

    @Override
    public String name() {
        return "RESETKEY";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        @Nullable MailboxName mailbox = in.sp() ? in.expectMailbox() : null;
        while (in.sp()) {
            if (!in.keyword("INTERNAL")) {
                throw in.bad("INTERNAL is the one mechanism");
            }
        }
        return new ImapCommand.ResetKey(mailbox);
    }
}
