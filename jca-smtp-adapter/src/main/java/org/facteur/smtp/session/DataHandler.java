package org.facteur.smtp.session;

import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.SmtpCommand.Data;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** DATA: within a transaction that has a recipient (RFC 5321 section 4.1.1.4). */
final class DataHandler implements CommandHandler<Data> {

    private static final SmtpReply GO_ON = SmtpReply.plain(354, "End the message with <CRLF>.<CRLF>");

    @Override
    public Class<Data> command() {
        return Data.class;
    }

    @Override
    public boolean endsGroup() {
        return true;
    }

    @Override
    public Answer handle(Data data, Conversation conversation) throws SmtpRefusal {
        MailTransaction transaction = conversation.requireTransaction();
        if (!transaction.hasRecipient()) {
            // RFC 2033 section 4.2 asks for 503 in any case.
            throw transaction.recipientRefused() && conversation.service() != SmtpService.LMTP
                    ? new SmtpRefusal(554, "5.5.1", "No valid recipients")
                    : new SmtpRefusal(503, "5.5.1", "RCPT first");
        }
        if (transaction.hasBegun()) {
            throw new SmtpRefusal(503, "5.5.1", "BDAT has begun the message");
        }
        if (transaction.mailFrom().parameters().body() == BodyType.BINARY_MIME) {
            // RFC 3030 section 3
            throw new SmtpRefusal(503, "5.5.1", "BODY=BINARYMIME needs BDAT");
        }
        conversation.enter(new DataPhase(transaction.message(conversation), conversation));
        return GO_ON;
    }
}
