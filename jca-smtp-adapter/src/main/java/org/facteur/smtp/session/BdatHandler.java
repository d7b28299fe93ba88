package org.facteur.smtp.session;

import java.util.Optional;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.SmtpCommand.Bdat;
import org.facteur.smtp.message.OctetSink;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/**
 * BDAT: the message in chunks of announced size, within a transaction that has a recipient (RFC 3030 section 2).
 *
 * <p>The octets of a chunk come in any case, so they are read before it is refused. After a refusal there is no transaction any
 * more, as after an RSET: what comes of the message is refused, too.
 */
final class BdatHandler implements CommandHandler<Bdat> {

    @Override
    public Class<Bdat> command() {
        return Bdat.class;
    }

    @Override
    public Answer handle(Bdat bdat, Conversation conversation) {
        Optional<MailTransaction> ready = conversation.transaction().filter(MailTransaction::hasRecipient);
        if (ready.isEmpty()) {
            SmtpReply refusal = refusal(conversation);
            return read(bdat, (octets, length) -> {}, () -> refused(refusal, conversation), conversation);
        }
        IncomingMessage message = ready.get().message(conversation);
        return read(bdat, message::appendChunk, () -> taken(bdat, message, conversation), conversation);
    }

    private static Answer read(Bdat bdat, OctetSink sink, ChunkPhase.Chunk chunk, Conversation conversation) {
        if (bdat.size() == 0) {
            return chunk.complete();
        }
        conversation.enter(new ChunkPhase(bdat.size(), sink, chunk, conversation));
        return Answer.NOTHING;
    }

    private static Answer taken(Bdat bdat, IncomingMessage message, Conversation conversation) {
        if (!bdat.last()) {
            return message.refusal()
                    .map(refusal -> abandoned(refusal, conversation))
                    .orElseGet(() -> SmtpReply.of(250, "2.0.0", bdat.size() + " octets received"));
        }
        return Delivery.of(message, conversation);
    }

    /** The chunks that are on their way already find no transaction. */
    private static SmtpReply abandoned(SmtpReply refusal, Conversation conversation) {
        conversation.endTransaction();
        return refusal;
    }

    private static SmtpReply refusal(Conversation conversation) {
        return conversation
                .transaction()
                .filter(transaction -> transaction.recipientRefused() && conversation.service() != SmtpService.LMTP)
                .map(transaction -> SmtpReply.of(554, "5.5.1", "No valid recipients"))
                .orElse(SmtpReply.of(503, "5.5.1", "MAIL and RCPT first"));
    }

    /** A mistake as others, of which a client may make so many. */
    private static Answer refused(SmtpReply refusal, Conversation conversation) {
        return conversation.answerTo(new SmtpRefusal(refusal));
    }
}
