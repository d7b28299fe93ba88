package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SequenceRanges;
import org.jspecify.annotations.Nullable;

/**
 * How many messages a command processes (RFC 9738): those with the greatest UIDs, and the client is told how far down it came. What
 * can only be done as a whole is refused.
 *
 * @param most 0 for any number
 */
record MessageLimit(int most) {

    /** Of what looks at messages or changes them. */
    static MessageLimit ofProcessing(ClientState client) {
        return new MessageLimit(client.messageLimits().processed());
    }

    /** Of what saves messages. */
    static MessageLimit ofSaving(ClientState client) {
        return new MessageLimit(client.messageLimits().ofSaving());
    }

    boolean isExceededBy(long messages) {
        return most > 0 && messages > most;
    }

    /** @throws CommandRefusedException NO if that is too much for something that is done as a whole */
    void require(long messages) throws CommandRefusedException {
        if (isExceededBy(messages)) {
            throw new CommandRefusedException(Completion.no(
                    new ResponseCode.MessageLimit(most, 0), "A command processes at most " + most + " messages"));
        }
    }

    /** As {@link #require(long)}, for a part of a result, which the client can make smaller. */
    void require(@Nullable PartialRange part) throws CommandRefusedException {
        if (part != null) {
            require(Math.abs(part.to() - part.from()) + 1);
        }
    }

    /** The messages that are processed. */
    SequenceRanges confine(SequenceRanges messages) {
        return isExceededBy(messages.size()) ? messages.last(most) : messages;
    }

    /**
     * The answer to a command that has come to its limit. If it has failed, the client is told why.
     *
     * @param lowest the least UID that it has processed
     */
    Reply reached(Reply reply, long lowest) {
        return new Reply() {
            @Override
            public boolean writeNext(ResponseWriter out) throws MailStoreException {
                return reply.writeNext(out);
            }

            @Override
            public Completion completion() {
                Completion whole = reply.completion();
                boolean isProcessed = whole.condition() == Condition.OK || whole.code() == Word.EXPUNGEISSUED;
                return isProcessed
                        ? new Completion(
                                whole.condition(),
                                new ResponseCode.MessageLimit(most, lowest),
                                "Only the last " + most + " messages have been processed",
                                whole.afterwards())
                        : whole;
            }
        };
    }
}
