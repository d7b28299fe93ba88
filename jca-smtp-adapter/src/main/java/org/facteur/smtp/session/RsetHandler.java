package org.facteur.smtp.session;

import org.facteur.smtp.command.SmtpCommand.Rset;
import org.facteur.wire.session.Answer;

/** RSET, in any state (RFC 5321 section 4.1.1.5). */
final class RsetHandler implements CommandHandler<Rset> {

    @Override
    public Class<Rset> command() {
        return Rset.class;
    }

    @Override
    public Answer handle(Rset rset, Conversation conversation) {
        conversation.endTransaction();
        return Replies.OK;
    }
}
