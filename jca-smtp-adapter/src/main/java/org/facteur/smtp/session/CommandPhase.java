package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.CommandParser;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.wire.framing.LineFramer;
import org.facteur.wire.framing.LineFramer.Frame;
import org.facteur.wire.framing.LineFramer.Line;
import org.facteur.wire.framing.LineFramer.Violation;
import org.facteur.wire.sasl.SaslExchange;
import org.facteur.wire.session.Answer;
import org.jspecify.annotations.Nullable;

/** Commands, a line each. */
final class CommandPhase implements Phase {

    /** Octets of the longest command: 512 (RFC 5321 section 4.5.3.1.4), and what extensions add to it. */
    private static final int MAX_COMMAND = 2048;
    /** AUTH alone may be longer, by its initial response (RFC 4954 section 4). */
    private static final int MAX_AUTH = SaslExchange.MAX_RESPONSE + 64;

    private final CommandHandlers handlers;
    private final Conversation conversation;
    private final LineFramer framer;

    CommandPhase(CommandHandlers handlers, Conversation conversation) {
        this.handlers = handlers;
        this.conversation = conversation;
        this.framer = new LineFramer(conversation.service() == SmtpService.SUBMISSION ? MAX_AUTH : MAX_COMMAND);
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        Frame frame = framer.next(input);
        if (frame == null) {
            return null;
        }
        try {
            return handlers.handle(CommandParser.parse(line(frame)), input.isReadable(), conversation);
        } catch (SmtpRefusal e) {
            return conversation.answerTo(e);
        }
    }

    private static byte[] line(Frame frame) throws SmtpRefusal {
        if (frame instanceof Violation violation) {
            throw switch (violation.kind()) {
                case TOO_LONG -> tooLong();
                case BARE_CR -> new SmtpRefusal(500, "5.5.2", "Bare CR in a command");
                case BARE_LF -> new SmtpRefusal(500, "5.5.2", "Bare LF in a command");
                case NUL -> new SmtpRefusal(500, "5.5.2", "NUL in a command");
            };
        }
        byte[] octets = ((Line) frame).octets();
        if (octets.length > MAX_COMMAND && !isAuth(octets)) {
            throw tooLong();
        }
        return octets;
    }

    private static SmtpRefusal tooLong() {
        return new SmtpRefusal(500, "5.5.2", "Line too long");
    }

    private static boolean isAuth(byte[] octets) {
        return new String(octets, 0, 5, StandardCharsets.ISO_8859_1).equalsIgnoreCase("AUTH ");
    }
}
