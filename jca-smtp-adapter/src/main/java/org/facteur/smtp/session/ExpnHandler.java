package org.facteur.smtp.session;

import org.facteur.smtp.command.SmtpCommand.Expn;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.wire.session.Answer;

/** EXPN, which nobody is answered: it would tell who reads what (RFC 5321 section 7.3). */
final class ExpnHandler implements CommandHandler<Expn> {

    @Override
    public Class<Expn> command() {
        return Expn.class;
    }

    @Override
    public Answer handle(Expn expn, Conversation conversation) throws SmtpRefusal {
        if (conversation.policy().expn() == Disclosure.OFF) {
            throw Replies.switchedOff("EXPN");
        }
        return Replies.AMBIGUOUS;
    }
}
