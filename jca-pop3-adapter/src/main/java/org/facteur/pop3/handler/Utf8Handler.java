package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.Utf8;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.wire.session.Answer;

/** UTF8: the client takes messages with UTF-8 in their header as they are (RFC 6856 section 2.1). */
final class Utf8Handler implements Pop3Handler<Utf8> {

    @Override
    public Answer handle(Utf8 command, Conversation conversation) {
        conversation.takeUtf8();
        return conversation.replies().ok("UTF-8 is taken as it is");
    }
}
