package org.facteur.imap.framing;

import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseCode;
import org.jspecify.annotations.Nullable;

/** What the framer has found in the octets that arrived. */
public sealed interface ImapFrame {

    /** The octets are consumed, and what they hold is not complete. */
    record NeedMore() implements ImapFrame {
        static final NeedMore INSTANCE = new NeedMore();
    }

    /** The client waits for leave to send a literal: answer with a continuation, and go on with the same command. */
    record NeedContinuation() implements ImapFrame {
        static final NeedContinuation INSTANCE = new NeedContinuation();
    }

    /**
     * The client is about to send a message: the session may have it {@linkplain ImapFramer#refuse refused}, and asks for the next
     * frame in any case.
     *
     * @param command what has come of the command; the framer keeps what it holds
     * @param octets of all its messages, with the one that is announced
     * @param worthAsking whether it costs more to take the message than to ask whether it can be kept
     */
    record Announcement(FramedCommand command, long octets, boolean worthAsking) implements ImapFrame {}

    /** A whole command; the session closes it when it is done with it. */
    record Command(FramedCommand command) implements ImapFrame {}

    /** A line that is no command, without its CRLF: {@code DONE}, or an answer to a SASL challenge. */
    record Line(byte[] octets) implements ImapFrame {}

    /**
     * A command or line that is refused. It is consumed whole, or so far that the client sends no more of it: what follows is
     * the next command.
     *
     * @param tag the tag of the command, if it has got a legal one
     * @param status BAD for what is wrong, NO for what is too large
     * @param fatal whether the stream cannot be followed any more: say BYE and close
     */
    record Violation(
            @Nullable String tag,
            ImapResponse.Condition status,
            @Nullable ResponseCode code,
            String text,
            boolean fatal)
            implements ImapFrame {

        /** The same, of a line that belongs to the command with that tag. */
        public Violation tagged(String tag) {
            return new Violation(tag, status, code, text, fatal);
        }

        /** What the protocol answers; after a fatal violation the connection is closed. */
        public ImapResponse reply() {
            if (fatal) {
                return ImapResponse.StatusResponse.untagged(ImapResponse.Condition.BYE, code, text);
            }
            return new ImapResponse.StatusResponse(tag, tag == null ? ImapResponse.Condition.BAD : status, code, text);
        }
    }
}
