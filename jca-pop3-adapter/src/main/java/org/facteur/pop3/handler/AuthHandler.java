package org.facteur.pop3.handler;

import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.pop3.command.Pop3Command.Auth;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.pop3.conversation.Pop3Failure.Code;
import org.facteur.wire.sasl.SaslExchange;
import org.facteur.wire.sasl.SaslExchange.Challenge;
import org.facteur.wire.sasl.SaslExchange.Failure;
import org.facteur.wire.sasl.SaslExchange.Step;
import org.facteur.wire.sasl.SaslExchange.Success;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.session.Answer;

/** AUTH: a SASL exchange (RFC 5034); without a mechanism it lists those there are, as older clients expect. */
final class AuthHandler implements Pop3Handler<Auth> {

    @Override
    public Answer handle(Auth command, Conversation conversation) throws Pop3Failure, MailStoreException {
        if (command.mechanism().isEmpty()) {
            return conversation
                    .replies()
                    .lines("Mechanisms follow", SaslMechanisms.offered(conversation.connection()).stream());
        }
        SaslExchange exchange = begin(command.mechanism().get(), conversation);
        return proceed(
                exchange, command.initialResponse().map(exchange::start).orElseGet(exchange::start), conversation);
    }

    private static SaslExchange begin(String mechanism, Conversation conversation) throws Pop3Failure {
        Optional<SaslExchange> exchange =
                SaslMechanisms.begin(mechanism, conversation.listener(), conversation.connection());
        if (exchange.isEmpty() && SaslMechanisms.exists(mechanism, conversation.connection())) {
            PasswordRule.check(conversation);
        }
        return exchange.orElseThrow(() -> new Pop3Failure("There is no such mechanism"));
    }

    private static Answer proceed(SaslExchange exchange, Step step, Conversation conversation)
            throws Pop3Failure, MailStoreException {
        if (step instanceof Challenge challenge) {
            conversation.expect(line -> proceed(exchange, exchange.respond(line), conversation));
            return Answer.text("+ " + challenge.encoded() + "\r\n");
        }
        if (step instanceof Success success) {
            return conversation.login(success.account());
        }
        throw failure((Failure) step);
    }

    private static Pop3Failure failure(Failure failure) {
        Code code = switch (failure.kind()) {
            case REJECTED, NOT_AUTHORIZED -> Code.AUTH;
            case DISABLED -> Code.SYS_PERM;
            case SUSPENDED, UNAVAILABLE -> Code.SYS_TEMP;
            case CANCELLED, MALFORMED, TOO_LONG -> Code.NONE;
        };
        return new Pop3Failure(code, failure.text());
    }
}
