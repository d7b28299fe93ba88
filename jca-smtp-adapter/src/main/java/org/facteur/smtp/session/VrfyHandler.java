package org.facteur.smtp.session;

import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.smtp.command.CommandParser;
import org.facteur.smtp.command.ForwardPath;
import org.facteur.smtp.command.SmtpCommand.Vrfy;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** VRFY, in any state: it tells of mailboxes what the policy allows (RFC 5321 sections 3.5.3 and 7.3). */
final class VrfyHandler implements CommandHandler<Vrfy> {

    @Override
    public Class<Vrfy> command() {
        return Vrfy.class;
    }

    @Override
    public Answer handle(Vrfy vrfy, Conversation conversation) throws SmtpRefusal {
        return switch (conversation.policy().vrfy()) {
            case OFF -> throw Replies.switchedOff("VRFY");
            case AMBIGUOUS -> Replies.AMBIGUOUS;
            case ON -> truth(vrfy, conversation);
        };
    }

    private static SmtpReply truth(Vrfy vrfy, Conversation conversation) throws SmtpRefusal {
        Optional<ForwardPath> subject = CommandParser.address(vrfy.subject());
        if (subject.isEmpty()) {
            return Replies.AMBIGUOUS;
        }
        if (!subject.get().isAscii() && !vrfy.utf8()) {
            throw new SmtpRefusal(Replies.SMTPUTF8_NEEDED);
        }
        String address = subject.get().text();
        try {
            RecipientDecision decision =
                    conversation.listener().checkRecipient(conversation.client(), MailFrom.of(""), RcptTo.of(address));
            return switch (decision) {
                case ACCEPTED -> said(SmtpReply.of(250, "2.1.5", "<" + address + ">"), vrfy);
                case ACCEPTED_FOR_RELAY, OVER_QUOTA, TOO_LARGE, REFUSED, RATE_LIMITED -> Replies.AMBIGUOUS;
                default -> Replies.of(decision);
            };
        } catch (MailStoreException e) {
            throw new SmtpRefusal(Replies.of(e));
        }
    }

    private static SmtpReply said(SmtpReply reply, Vrfy vrfy) {
        return vrfy.utf8() ? reply.inUtf8() : reply;
    }
}
