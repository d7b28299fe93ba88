package org.facteur.smtp.session;

import java.util.List;
import org.facteur.smtp.command.SmtpCommand.Ehlo;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.smtp.session.Conversation.Protocol;
import org.facteur.wire.session.Answer;

/** EHLO, in any state (RFC 5321 section 4.1.1.1): a new beginning, and the list of extensions. */
final class EhloHandler implements CommandHandler<Ehlo> {

    @Override
    public Class<Ehlo> command() {
        return Ehlo.class;
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
    public Answer handle(Ehlo ehlo, Conversation conversation) {
        conversation.greeted(Protocol.ESMTP, ehlo.client());
        return new SmtpReply(250, null, SmtpExtensions.announcements(conversation));
    }
}
