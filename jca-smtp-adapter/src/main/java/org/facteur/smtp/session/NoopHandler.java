package org.facteur.smtp.session;

import org.facteur.smtp.command.SmtpCommand.Noop;
import org.facteur.wire.session.Answer;

/** NOOP, in any state (RFC 5321 section 4.1.1.9). */
final class NoopHandler implements CommandHandler<Noop> {

    @Override
    public Class<Noop> command() {
        return Noop.class;
    }

    @Override
    public Answer handle(Noop noop, Conversation conversation) {
        return Replies.OK;
    }
}
