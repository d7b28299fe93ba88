package org.facteur.sieve.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand;
import org.facteur.sieve.command.SieveSyntax;
import org.facteur.sieve.command.SieveSyntaxException;
import org.facteur.sieve.conversation.Capabilities;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Conversation.Continuation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.sieve.conversation.SieveFailure.Code;
import org.facteur.sieve.framing.SieveFrame;
import org.facteur.sieve.framing.SieveFrame.Command;
import org.facteur.sieve.framing.SieveFrame.Kind;
import org.facteur.sieve.framing.SieveFrame.Violation;
import org.facteur.sieve.framing.SieveFramer;
import org.facteur.sieve.handler.SieveHandlers;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.Session;
import org.jspecify.annotations.Nullable;

/** The ManageSieve state machine of one connection (RFC 5804): octets become commands, commands find their handlers. */
final class SieveSession implements Session {

    /** Beside a script the literals of a command hold a name, of 128 characters at most. */
    private static final int NAME_AS_LITERAL = 512;

    private final SieveSettings settings;
    private final SieveHandlers handlers;
    private final Conversation conversation;
    private final SieveFramer framer;
    private int failedLogins;
    private int badCommands;

    SieveSession(SieveSettings settings, SieveHandlers handlers, Conversation conversation) {
        this.settings = settings;
        this.handlers = handlers;
        this.conversation = conversation;
        this.framer = new SieveFramer(settings.maxScript() + NAME_AS_LITERAL);
    }

    @Override
    public Answer greet() {
        return capabilities(settings.hostname() + " ManageSieve ready");
    }

    /** Without its capabilities a server cannot greet. */
    private Answer capabilities(String text) {
        try {
            return Capabilities.then(text, conversation);
        } catch (MailStoreException e) {
            return Replies.bye(Code.TRY_LATER, SieveFailure.of(e).text());
        }
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        framer.loggedIn(conversation.isLoggedIn());
        SieveFrame frame = framer.next(input);
        if (frame == null) {
            return null;
        }
        try {
            return frame instanceof Command command ? take(command.octets()) : refuse(((Violation) frame).kind());
        } catch (SieveSyntaxException e) {
            return bad(new SieveFailure(e.text()));
        } catch (SieveFailure e) {
            return failed(e);
        } catch (MailStoreException e) {
            return failed(SieveFailure.of(e));
        }
    }

    private Answer take(byte[] octets) throws SieveSyntaxException, SieveFailure, MailStoreException {
        Optional<Continuation> continuation = conversation.takeContinuation();
        if (continuation.isPresent()) {
            return continuation.get().next(SieveSyntax.parseResponse(octets));
        }
        SieveCommand command = SieveSyntax.parse(octets);
        badCommands = 0;
        return handlers.handle(command, conversation);
    }

    private Answer refuse(Kind kind) {
        conversation.takeContinuation();
        String text = switch (kind) {
            case TOO_LONG -> "The command is too long";
            case BARE_LINE_END -> "Lines end with CR LF";
            case NUL -> "A line holds no NUL";
            case LITERAL_TOO_LARGE -> "The literal is too large";
            case SYNCHRONISING_LITERAL -> "A literal is announced with {n+} here";
            case FAR_TOO_LARGE -> "The command is far too large";
        };
        return kind.isFatal()
                ? Replies.bye(Code.NONE, text)
                : bad(new SieveFailure(kind == Kind.LITERAL_TOO_LARGE ? Code.MAX_SIZE : Code.NONE, text));
    }

    private Answer bad(SieveFailure failure) {
        badCommands++;
        if (!conversation.isLoggedIn()) {
            conversation.connection().offended(Offence.BAD_COMMAND);
        }
        return badCommands < settings.badCommands()
                ? Replies.no(failure)
                : Replies.bye(Code.NONE, "Too many commands that are none");
    }

    private Answer failed(SieveFailure failure) {
        if (failure.code() == Code.LOGIN_FAILED) {
            failedLogins++;
            conversation.connection().offended(Offence.FAILED_LOGIN);
        }
        return failedLogins < settings.failedLogins()
                ? Replies.no(failure)
                : Replies.bye(Code.NONE, "Too many failed logins");
    }

    @Override
    public @Nullable Answer woken() {
        return conversation.takeTlsBegun() ? capabilities("TLS in use") : null;
    }

    @Override
    public Duration patience() {
        return conversation.isLoggedIn() ? settings.patience() : SieveSettings.PATIENCE_BEFORE_LOGIN;
    }

    @Override
    public Answer timedOut() {
        return Replies.bye(Code.NONE, "Silent for too long");
    }

    @Override
    public Answer stopping() {
        return Replies.bye(Code.TRY_LATER, "The server is stopping");
    }

    @Override
    public Answer failed() {
        return Replies.bye(Code.TRY_LATER, "Internal error");
    }

    @Override
    public Answer blocked() {
        return Replies.bye(Code.TRY_LATER, "Too many errors, try again later");
    }

    @Override
    public void closed() {
        // Nothing is held between two commands.
    }
}
