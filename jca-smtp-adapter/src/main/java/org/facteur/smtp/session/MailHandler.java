package org.facteur.smtp.session;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.smtp.command.SmtpCommand.Mail;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** MAIL: after the greeting, outside of a transaction, which it begins (RFC 5321 section 4.1.1.2). */
final class MailHandler implements CommandHandler<Mail> {

    @Override
    public Class<Mail> command() {
        return Mail.class;
    }

    @Override
    public List<Precondition> preconditions() {
        return List.of(Precondition.GREETED, Precondition.AUTHENTICATED_TO_SUBMIT, Precondition.NO_TRANSACTION);
    }

    @Override
    public Answer handle(Mail mail, Conversation conversation) throws SmtpRefusal {
        MailFrom mailFrom = new MailFrom(mail.sender().text(), SmtpExtensions.mail(mail.parameters(), conversation));
        if (!mail.sender().isAscii() && !mailFrom.parameters().smtpUtf8()) {
            throw new SmtpRefusal(Replies.SMTPUTF8_NEEDED);
        }
        switch (decide(mailFrom, conversation)) {
            case ACCEPTED -> conversation.begin(new MailTransaction(mailFrom));
            case NOT_OWNED -> throw new SmtpRefusal(550, "5.7.1", "Sender address belongs to another account");
            case RATE_LIMITED -> throw new SmtpRefusal(450, "4.7.1", "Too many messages for now, try again later");
            case TRY_LATER -> throw new SmtpRefusal(Replies.TRY_LATER);
        }
        return SmtpReply.of(250, "2.1.0", "Sender ok");
    }

    private static SenderDecision decide(MailFrom mailFrom, Conversation conversation) throws SmtpRefusal {
        try {
            return conversation.listener().checkSender(conversation.client(), mailFrom);
        } catch (MailStoreException e) {
            throw new SmtpRefusal(Replies.of(e));
        }
    }
}
