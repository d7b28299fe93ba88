package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import org.facteur.wire.session.Answer;
import org.jspecify.annotations.Nullable;

/** The message that follows DATA, up to the line with a single dot. */
final class DataPhase implements Phase {

    /** Octets that are taken at once, before other connections have their turn. */
    private static final int PIECE = 64 * 1024;

    private final DotUnstuffer unstuffer = new DotUnstuffer();
    private final IncomingMessage message;
    private final Conversation conversation;

    DataPhase(IncomingMessage message, Conversation conversation) {
        this.message = message;
        this.conversation = conversation;
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        if (!input.isReadable()) {
            return null;
        }
        boolean complete = unstuffer.read(input, PIECE, message::append);
        message.examine(unstuffer.flaws());
        if (!complete) {
            return Answer.NOTHING;
        }
        conversation.returnToCommands();
        return Delivery.of(message, conversation);
    }
}
