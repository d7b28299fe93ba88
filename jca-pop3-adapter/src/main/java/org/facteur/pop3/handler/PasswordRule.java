package org.facteur.pop3.handler;

import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;

/** Where a password may be sent. */
final class PasswordRule {

    private PasswordRule() {}

    static void check(Conversation conversation) throws Pop3Failure {
        if (!conversation.connection().allowsPlaintextPassword()) {
            throw new Pop3Failure("Passwords are taken after STLS only");
        }
    }
}
