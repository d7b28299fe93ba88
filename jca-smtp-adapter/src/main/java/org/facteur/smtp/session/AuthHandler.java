package org.facteur.smtp.session;

import java.util.List;
import org.facteur.api.account.Secret;
import org.facteur.smtp.command.SmtpCommand.Auth;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.wire.sasl.SaslExchange;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.session.Answer;

/** AUTH: after EHLO, once, outside of a transaction (RFC 4954 section 4). */
final class AuthHandler implements CommandHandler<Auth> {

    @Override
    public Class<Auth> command() {
        return Auth.class;
    }

    @Override
    public List<Precondition> preconditions() {
        return List.of(
                Precondition.ONLY_SUBMISSION,
                Precondition.GREETED,
                Precondition.NOT_AUTHENTICATED,
                Precondition.NO_TRANSACTION);
    }

    @Override
    public Answer handle(Auth auth, Conversation conversation) throws SmtpRefusal {
        SaslExchange exchange = SaslMechanisms.begin(
                        auth.mechanism(), conversation.listener(), conversation.connection())
                .orElseThrow(() -> unavailable(auth.mechanism(), conversation));
        AuthPhase phase = new AuthPhase(exchange, conversation);
        return phase.after(
                auth.initialResponse().map(Secret::reveal).map(exchange::start).orElseGet(exchange::start));
    }

    private static SmtpRefusal unavailable(String mechanism, Conversation conversation) {
        return SaslMechanisms.exists(mechanism, conversation.connection())
                ? new SmtpRefusal(538, "5.7.11", "Encryption required for this mechanism")
                : new SmtpRefusal(504, "5.5.4", "Mechanism not recognized");
    }
}
