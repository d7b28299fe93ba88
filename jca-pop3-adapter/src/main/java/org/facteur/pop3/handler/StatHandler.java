package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.Stat;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.OpenMaildrop;
import org.facteur.pop3.conversation.Replies;
import org.facteur.wire.session.Answer;

/** STAT: number and octets of the messages, and nothing else on the line (RFC 1939 section 5). */
final class StatHandler implements Pop3Handler<Stat> {

    @Override
    public Answer handle(Stat command, Conversation conversation) {
        OpenMaildrop maildrop = conversation.maildrop();
        return Replies.data(maildrop.count() + " " + maildrop.size());
    }
}
