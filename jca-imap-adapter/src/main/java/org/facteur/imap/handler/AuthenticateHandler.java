package org.facteur.imap.handler;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.account.Secret;
import org.facteur.imap.command.ImapCommand.Authenticate;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;
import org.facteur.imap.session.Turn;
import org.facteur.wire.sasl.SaslExchange;
import org.facteur.wire.sasl.SaslMechanisms;

/** AUTHENTICATE (RFC 3501 section 6.2.2) with an initial response (SASL-IR, RFC 4959). */
final class AuthenticateHandler implements CommandHandler<Authenticate> {

    @Override
    public Class<Authenticate> command() {
        return Authenticate.class;
    }

    @Override
    public CommandRules rules(Authenticate command) {
        return CommandRules.BEFORE_LOGIN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        List<String> mechanisms = SaslMechanisms.offered(client.connection());
        if (client.state() != State.NOT_AUTHENTICATED || mechanisms.isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of("SASL-IR"));
        mechanisms.forEach(mechanism -> names.add("AUTH=" + mechanism));
        return names;
    }

    @Override
    public Turn handle(Authenticate command, ClientState client) throws CommandRefusedException {
        SaslExchange exchange = SaslMechanisms.begin(command.mechanism(), client.store(), client.connection())
                .orElseThrow(() -> refusal(command.mechanism(), client));
        Secret initial = command.initialResponse();
        return turn(initial == null ? exchange.start() : exchange.start(initial.reveal()), exchange, client);
    }

    private static CommandRefusedException refusal(String mechanism, ClientState client) {
        return new CommandRefusedException(
                SaslMechanisms.exists(mechanism, client.connection())
                        ? Completion.no(
                                Word.PRIVACYREQUIRED, "Begin TLS first: a password does not cross this connection")
                        : Completion.no(Word.CANNOT, "There is no such mechanism"));
    }

    private static Turn turn(SaslExchange.Step step, SaslExchange exchange, ClientState client)
            throws CommandRefusedException {
        if (step instanceof SaslExchange.Challenge challenge) {
            return new Turn.Ask(
                    new ImapResponse.Challenge(challenge.octets()),
                    line -> turn(exchange.respond(new String(line, StandardCharsets.ISO_8859_1)), exchange, client));
        }
        if (step instanceof SaslExchange.Success success) {
            return Logins.succeeded(client, success.account());
        }
        SaslExchange.Failure failure = (SaslExchange.Failure) step;
        Logins.failed(client, failure.kind(), failure.kind().isGuess());
        return Reply.of(completion(failure));
    }

    private static Completion completion(SaslExchange.Failure failure) {
        String text = failure.text();
        return switch (failure.kind()) {
            case CANCELLED, MALFORMED, TOO_LONG -> Completion.bad(text);
            case REJECTED -> Completion.no(Word.AUTHENTICATIONFAILED, text);
            case DISABLED -> Completion.no(Word.CONTACTADMIN, text);
            case NOT_AUTHORIZED -> Completion.no(Word.AUTHORIZATIONFAILED, text);
            case SUSPENDED, UNAVAILABLE -> Completion.no(Word.UNAVAILABLE, text);
        };
    }
}
