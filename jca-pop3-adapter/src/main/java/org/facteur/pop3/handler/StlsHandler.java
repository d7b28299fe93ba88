package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.Stls;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** STLS: TLS begins, and what was said before is forgotten (RFC 2595 section 4). */
final class StlsHandler implements Pop3Handler<Stls> {

    @Override
    public Answer handle(Stls command, Conversation conversation) throws Pop3Failure {
        if (!conversation.connection().canStartTls()) {
            throw new Pop3Failure("TLS is in use already");
        }
        if (conversation.takesUtf8()) {
            throw new Pop3Failure("STLS comes before UTF8");
        }
        Answer reply = conversation.replies().ok("Begin TLS");
        conversation.beginTls();
        return reply.then(out -> {
            out.startTls();
            return false;
        });
    }
}
