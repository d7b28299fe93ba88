package org.facteur.pop3.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.account.Credentials;
import org.facteur.pop3.command.Pop3Command.Pass;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** PASS: after USER, and once for each USER (RFC 1939 section 7). */
final class PassHandler implements Pop3Handler<Pass> {

    @Override
    public Answer handle(Pass command, Conversation conversation) throws Pop3Failure, MailStoreException {
        PasswordRule.check(conversation);
        String name = conversation.takeUser().orElseThrow(() -> new Pop3Failure("Send USER first"));
        return conversation.login(conversation
                .connection()
                .guarded(conversation.listener())
                .authenticate(new Credentials(
                        name,
                        command.password(),
                        conversation.connection().remoteAddress().getAddress())));
    }
}
