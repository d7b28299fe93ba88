package org.facteur.pop3.handler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.pop3.MaildropPolicy;
import org.facteur.pop3.command.Pop3Command.Capa;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;

/** CAPA: what this server can do, and what this connection may (RFC 2449 section 5). */
final class CapaHandler implements Pop3Handler<Capa> {

    private static final List<String> ALWAYS =
            List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "LANG", "IMPLEMENTATION Facteur");

    @Override
    public Answer handle(Capa command, Conversation conversation) throws MailStoreException {
        ConnectionContext connection = conversation.connection();
        List<String> capabilities = new ArrayList<>(ALWAYS);
        MaildropPolicy policy = policy(conversation);
        capabilities.add(expire(policy));
        Duration loginDelay = policy.loginDelay();
        if (!loginDelay.isZero()) {
            capabilities.add("LOGIN-DELAY " + loginDelay.plusNanos(999_999_999).toSeconds());
        }
        if (connection.allowsPlaintextPassword()) {
            capabilities.add("USER");
            capabilities.add("UTF8 USER");
        } else {
            capabilities.add("UTF8");
        }
        List<String> mechanisms = SaslMechanisms.offered(connection);
        if (!mechanisms.isEmpty()) {
            capabilities.add("SASL " + String.join(" ", mechanisms));
        }
        if (connection.canStartTls() && !conversation.isLoggedIn() && !conversation.takesUtf8()) {
            capabilities.add("STLS");
        }
        return conversation.replies().lines("Capabilities follow", capabilities.stream());
    }

    private static MaildropPolicy policy(Conversation conversation) throws MailStoreException {
        return conversation.isLoggedIn()
                ? conversation.listener().policy(conversation.maildrop().lock().account())
                : conversation.listener().policy();
    }

    /** As long as it is not known who asks, the least that anybody has (RFC 2449 section 6.7). */
    private static String expire(MaildropPolicy policy) {
        return "EXPIRE "
                + (policy.expire().isPresent()
                        ? Integer.toString(policy.expire().getAsInt())
                        : "NEVER")
                + (policy.expireVaries() ? " USER" : "");
    }
}
