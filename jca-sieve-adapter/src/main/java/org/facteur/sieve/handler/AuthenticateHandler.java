package org.facteur.sieve.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.Authenticate;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.sieve.conversation.SieveFailure.Code;
import org.facteur.wire.sasl.SaslExchange;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.session.Answer;

/** AUTHENTICATE: a SASL exchange whose challenges and responses are strings (RFC 5804 section 2.1). */
final class AuthenticateHandler implements SieveHandler<Authenticate> {

    @Override
    public Answer handle(Authenticate command, Conversation conversation) throws SieveFailure, MailStoreException {
        SaslExchange exchange = begin(command.mechanism(), conversation);
        Step step = command.initialResponse().map(exchange::start).orElseGet(exchange::start);
        return proceed(exchange, step, conversation);
    }

    private static SaslExchange begin(String mechanism, Conversation conversation) throws SieveFailure {
        return SaslMechanisms.begin(mechanism, conversation.listener(), conversation.connection())
                .orElseThrow(() -> refusal(mechanism, conversation));
    }

    private static SieveFailure refusal(String mechanism, Conversation conversation) {
        if (!SaslMechanisms.exists(mechanism, conversation.connection())) {
            return new SieveFailure("There is no such mechanism");
        }
        return conversation.connection().canStartTls()
                ? new SieveFailure(Code.ENCRYPT_NEEDED, "Passwords are taken after STARTTLS only")
                : new SieveFailure(Code.AUTH_TOO_WEAK, "This mechanism is not allowed here");
    }

    private static Answer proceed(SaslExchange exchange, Step step, Conversation conversation)
            throws SieveFailure, MailStoreException {
        if (step instanceof Challenge challenge) {
            conversation.expect(response -> proceed(exchange, exchange.respond(response), conversation));
            return Replies.lines(List.of(Replies.string(challenge.encoded())));
        }
        if (step instanceof Success success) {
            conversation.login(success.account());
            return Replies.ok("Logged in");
        }
        throw failure((Failure) step);
    }

    private static SieveFailure failure(Failure failure) {
        Code code = switch (failure.kind()) {
            case REJECTED, NOT_AUTHORIZED -> Code.LOGIN_FAILED;
            case SUSPENDED, UNAVAILABLE -> Code.TRY_LATER;
            case DISABLED, CANCELLED, MALFORMED, TOO_LONG -> Code.NONE;
        };
        return new SieveFailure(code, failure.text());
    }
}
