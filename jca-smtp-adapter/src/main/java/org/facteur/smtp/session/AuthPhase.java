package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.abuse.Offence;
import org.facteur.wire.framing.LineFramer;
import org.facteur.wire.framing.LineFramer.Frame;
import org.facteur.wire.framing.LineFramer.Line;
import org.facteur.wire.framing.LineFramer.Violation;
import org.facteur.wire.sasl.SaslExchange;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.session.Answer;
import org.jspecify.annotations.Nullable;

/** An exchange of authentication: each line of the client is a response, until there is no challenge any more. */
final class AuthPhase implements Phase {

    private static final System.Logger LOG = System.getLogger(AuthPhase.class.getName());

    private final LineFramer framer = new LineFramer(SaslExchange.MAX_RESPONSE);
    private final SaslExchange exchange;
    private final Conversation conversation;

    AuthPhase(SaslExchange exchange, Conversation conversation) {
        this.exchange = exchange;
        this.conversation = conversation;
    }

    @Override
    public @Nullable Answer advance(ByteBuf input) {
        Frame frame = framer.next(input);
        if (frame == null) {
            return null;
        }
        conversation.returnToCommands();
        return after(
                frame instanceof Line line
                        ? exchange.respond(new String(line.octets(), StandardCharsets.ISO_8859_1))
                        : failure((Violation) frame));
    }

    private static Failure failure(Violation violation) {
        return violation.kind() == Violation.Kind.TOO_LONG
                ? new Failure(Failure.Kind.TOO_LONG, "Response too long")
                : new Failure(Failure.Kind.MALFORMED, "Not base64");
    }

    /** Tells the client of a step of the exchange, and waits for its response if it is to give one. */
    Answer after(Step step) {
        if (step instanceof Challenge challenge) {
            conversation.enter(this);
            return SmtpReply.plain(334, challenge.encoded());
        }
        if (step instanceof Success success) {
            conversation.loggedIn(success.account());
            LOG.log(Level.DEBUG, () -> "Login of " + success.account().address() + " from " + conversation.address());
            return SmtpReply.of(235, "2.7.0", "Authenticated");
        }
        return after((Failure) step);
    }

    private Answer after(Failure failure) {
        LOG.log(Level.INFO, () -> "Login failed from " + conversation.address() + ": " + failure.kind());
        SmtpReply reply = reply(failure);
        boolean guessed = failure.kind().isGuess();
        if (guessed) {
            conversation.offended(Offence.FAILED_LOGIN);
        }
        return guessed && conversation.tooManyFailedLogins()
                ? reply.then(
                        SmtpReply.of(421, "4.7.0", "Too many failed logins").thenClose())
                : reply;
    }

    /** The codes of RFC 4954 section 6 and RFC 5248. */
    private static SmtpReply reply(Failure failure) {
        return switch (failure.kind()) {
            case CANCELLED -> SmtpReply.of(501, "5.7.0", failure.text());
            case MALFORMED -> SmtpReply.of(501, "5.5.2", failure.text());
            case TOO_LONG -> SmtpReply.of(500, "5.5.6", failure.text());
            case REJECTED, NOT_AUTHORIZED -> SmtpReply.of(535, "5.7.8", failure.text());
            case DISABLED -> SmtpReply.of(525, "5.7.13", failure.text());
            case SUSPENDED, UNAVAILABLE -> SmtpReply.of(454, "4.7.0", failure.text());
        };
    }
}
