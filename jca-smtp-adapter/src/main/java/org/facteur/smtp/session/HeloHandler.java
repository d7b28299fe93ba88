package org.facteur.smtp.session;

import java.util.List;
import org.facteur.smtp.command.SmtpCommand.Helo;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.smtp.session.Conversation.Protocol;
import org.facteur.wire.session.Answer;

/** HELO, in any state (RFC 5321 section 4.1.1.1). */
final class HeloHandler implements CommandHandler<Helo> {

    @Override
    public Class<Helo> command() {
        return Helo.class;
    }

    @Override
    public List<Precondition> preconditions() {
        return List.of(Precondition.NOT_LMTP);
    }

    @Override
    public boolean endsGroup() {
        return true;
    }

    @Override
    public Answer handle(Helo helo, Conversation conversation) {
        conversation.greeted(Protocol.SMTP, helo.client());
        return SmtpReply.plain(250, conversation.settings().hostname());
    }
}
