package org.facteur.smtp.session;

import java.util.List;
import org.facteur.smtp.command.SmtpCommand.Lhlo;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.smtp.session.Conversation.Protocol;
import org.facteur.wire.session.Answer;

/** LHLO, in any state (RFC 2033 section 4.1). */
final class LhloHandler implements CommandHandler<Lhlo> {

    @Override
    public Class<Lhlo> command() {
        return Lhlo.class;
    }

    @Override
    public List<Precondition> preconditions() {
        return List.of(Precondition.ONLY_LMTP);
    }

    @Override
    public boolean endsGroup() {
        return true;
    }

    @Override
    public Answer handle(Lhlo lhlo, Conversation conversation) {
        conversation.greeted(Protocol.LMTP, lhlo.client());
        return new SmtpReply(250, null, SmtpExtensions.announcements(conversation));
    }
}
