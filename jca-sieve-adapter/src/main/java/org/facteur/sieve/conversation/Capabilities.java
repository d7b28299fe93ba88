package org.facteur.sieve.conversation;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.session.Answer;

/** What this server can do, and what this connection may (RFC 5804 section 1.7). */
public final class Capabilities {

    private Capabilities() {}

    /** The lines, and after them OK with that text. */
    public static Answer then(String text, Conversation conversation) throws MailStoreException {
        return Replies.lines(lines(conversation)).then(Replies.ok(text));
    }

    private static List<String> lines(Conversation conversation) throws MailStoreException {
        List<String> lines = new ArrayList<>();
        lines.add(pair("IMPLEMENTATION", "Facteur"));
        lines.add(pair("SIEVE", String.join(" ", conversation.extensions().names())));
        lines.add(pair("SASL", String.join(" ", SaslMechanisms.offered(conversation.connection()))));
        if (conversation.connection().canStartTls() && !conversation.isLoggedIn()) {
            lines.add(Replies.string("STARTTLS"));
        }
        lines.add(Replies.string("UNAUTHENTICATE"));
        lines.add(pair("LANGUAGE", "en"));
        if (conversation.isLoggedIn()) {
            lines.add(pair("OWNER", conversation.account().address()));
        }
        lines.add(pair("VERSION", "1.0"));
        return lines;
    }

    private static String pair(String name, String value) {
        return Replies.string(name) + " " + Replies.string(value);
    }
}
