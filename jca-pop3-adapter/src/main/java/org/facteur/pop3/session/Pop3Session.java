package org.facteur.pop3.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.pop3.command.Pop3Command;
import org.facteur.pop3.command.Pop3Syntax;
import org.facteur.pop3.command.Pop3SyntaxException;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Conversation.Continuation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.pop3.conversation.Pop3Failure.Code;
import org.facteur.pop3.handler.Pop3Handlers;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.framing.LineFramer;
import org.facteur.wire.framing.LineFramer.Frame;
import org.facteur.wire.framing.LineFramer.Line;
import org.facteur.wire.framing.LineFramer.Violation;
import org.facteur.wire.sasl.SaslExchange;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.Session;
import org.jspecify.annotations.Nullable;

/** The POP3 state machine of one connection (RFC 1939): lines become commands, commands find their handlers. */
final class Pop3Session implements Session {

    /** A command, or a line of an exchange with some room for the command that carries its first response. */
    static final int MAX_LINE = SaslExchange.MAX_RESPONSE + 64;

    private final Pop3Settings settings;
    private final Pop3Handlers handlers;
    private final Conversation conversation;
    private final LineFramer framer = new LineFramer(MAX_LINE);
    private int failedLogins;
    private int badLines;

    Pop3Session(Pop3Settings settings, Pop3Handlers handlers, Conversation conversation) {
        this.settings = settings;
        this.handlers = handlers;
        this.conversation = conversation;
    }

    @Override
    public Answer greet() {
        return conversation.replies().ok(settings.hostname() + " POP3 ready");
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        Frame frame = framer.next(input);
        if (frame == null) {
            return null;
        }
        try {
            return frame instanceof Line line ? take(line.octets()) : refuse((Violation) frame);
        } catch (Pop3SyntaxException e) {
            return bad(e.text());
        } catch (Pop3Failure e) {
            return failed(e);
        } catch (MailStoreException e) {
            return failed(Pop3Failure.of(e));
        }
    }

    private Answer take(byte[] line) throws Pop3SyntaxException, Pop3Failure, MailStoreException {
        Optional<Continuation> continuation = conversation.takeContinuation();
        if (continuation.isPresent()) {
            return continuation.get().next(new String(line, StandardCharsets.ISO_8859_1));
        }
        Pop3Command command = Pop3Syntax.parse(line);
        badLines = 0;
        return handlers.handle(command, conversation);
    }

    private Answer refuse(Violation violation) {
        conversation.takeContinuation();
        return bad(
                switch (violation.kind()) {
                    case TOO_LONG -> "The line is too long";
                    case BARE_CR, BARE_LF -> "Lines end with CR LF";
                    case NUL -> "A line holds no NUL";
                });
    }

    private Answer bad(String text) {
        badLines++;
        if (!conversation.isLoggedIn()) {
            conversation.connection().offended(Offence.BAD_COMMAND);
        }
        return badLines < settings.badLines() ? goOn(new Pop3Failure(text)) : end(new Pop3Failure(text));
    }

    private Answer failed(Pop3Failure failure) {
        if (failure.code() == Code.AUTH) {
            failedLogins++;
            conversation.connection().offended(Offence.FAILED_LOGIN);
        }
        return failedLogins < settings.failedLogins() && !conversation.isLockLost() ? goOn(failure) : end(failure);
    }

    private Answer goOn(Pop3Failure failure) {
        return conversation.replies().failure(failure);
    }

    private Answer end(Pop3Failure failure) {
        return conversation.replies().lastFailure(failure);
    }

    @Override
    public @Nullable Answer woken() {
        conversation.keepLock();
        return null;
    }

    @Override
    public Duration patience() {
        return settings.patience();
    }

    /** A client that is silent for too long is told nothing, and nothing is removed (RFC 1939 section 3). */
    @Override
    public Answer timedOut() {
        return Answer.NOTHING;
    }

    @Override
    public Answer stopping() {
        return end(new Pop3Failure(Code.SYS_TEMP, "The server is stopping"));
    }

    @Override
    public Answer failed() {
        return end(new Pop3Failure(Code.SYS_TEMP, "Internal error"));
    }

    @Override
    public void closed() {
        conversation.abandon();
    }
}
