package org.facteur.smtp.session;

import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.smtp.command.SmtpCommand.Rcpt;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.session.Answer;

/** RCPT: within a transaction (RFC 5321 section 4.1.1.3). */
final class RcptHandler implements CommandHandler<Rcpt> {

    @Override
    public Class<Rcpt> command() {
        return Rcpt.class;
    }

    @Override
    public Answer handle(Rcpt rcpt, Conversation conversation) throws SmtpRefusal {
        if (conversation.reputation().isKnown()) {
            return reply(rcpt, conversation);
        }
        conversation.connection().answerAfter(conversation.reputation().known());
        return Answer.later(() -> {
            try {
                return reply(rcpt, conversation);
            } catch (SmtpRefusal e) {
                return conversation.answerTo(e);
            }
        });
    }

    private static Answer reply(Rcpt rcpt, Conversation conversation) throws SmtpRefusal {
        MailTransaction transaction = conversation.requireTransaction();
        if (transaction.hasBegun()) {
            throw new SmtpRefusal(503, "5.5.1", "BDAT has begun the message");
        }
        if (transaction.recipients().size() >= conversation.limits().recipients()) {
            throw new SmtpRefusal(452, "4.5.3", "Too many recipients");
        }
        if (!rcpt.recipient().isAscii() && !transaction.mailFrom().parameters().smtpUtf8()) {
            transaction.refuseRecipient();
            throw new SmtpRefusal(Replies.SMTPUTF8_NEEDED);
        }
        try {
            conversation.reputation().check(rcpt.recipient());
        } catch (SmtpRefusal e) {
            transaction.refuseRecipient();
            throw e;
        }
        RcptTo recipient = new RcptTo(rcpt.recipient().text(), SmtpExtensions.rcpt(rcpt.parameters(), conversation));
        RecipientDecision decision = decide(recipient, transaction, conversation);
        if (decision == RecipientDecision.UNKNOWN_USER) {
            conversation.offended(Offence.UNKNOWN_USER);
        }
        if (decision.isAccepted()) {
            transaction.accept(recipient);
        } else {
            transaction.refuseRecipient();
        }
        return Replies.of(decision);
    }

    private static RecipientDecision decide(RcptTo recipient, MailTransaction transaction, Conversation conversation)
            throws SmtpRefusal {
        try {
            return conversation.listener().checkRecipient(conversation.client(), transaction.mailFrom(), recipient);
        } catch (MailStoreException e) {
            transaction.refuseRecipient();
            throw new SmtpRefusal(Replies.of(e));
        }
    }
}
