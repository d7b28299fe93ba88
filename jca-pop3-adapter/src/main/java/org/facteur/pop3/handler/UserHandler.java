package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.User;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** USER: takes any name, and tells nobody which there are (RFC 1939 section 7). */
final class UserHandler implements Pop3Handler<User> {

    @Override
    public Answer handle(User command, Conversation conversation) throws Pop3Failure {
        PasswordRule.check(conversation);
        conversation.setUser(command.name());
        return conversation.replies().ok("Send the password");
    }
}
