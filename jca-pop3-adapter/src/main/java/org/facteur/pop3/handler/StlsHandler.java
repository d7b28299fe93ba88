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
        conversation.beginTls();
        return out -> {
            out.write("+OK Begin TLS\r\n");
            out.startTls();
            return false;
        };
    }
}
