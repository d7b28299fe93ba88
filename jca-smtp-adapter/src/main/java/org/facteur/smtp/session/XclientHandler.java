package org.facteur.smtp.session;

import java.lang.System.Logger.Level;
import java.util.List;
import org.facteur.smtp.command.SmtpCommand.Xclient;
import org.facteur.wire.session.Answer;

/**
 * XCLIENT: a proxy that is trusted says for whom it speaks, and the dialogue begins anew, as Postfix has it. Nobody else has this
 * command.
 */
final class XclientHandler implements CommandHandler<Xclient> {

    private static final System.Logger LOG = System.getLogger(XclientHandler.class.getName());

    @Override
    public Class<Xclient> command() {
        return Xclient.class;
    }

    @Override
    public List<Precondition> preconditions() {
        return List.of(Precondition.TRUSTED_PROXY, Precondition.NO_TRANSACTION);
    }

    @Override
    public boolean endsGroup() {
        return true;
    }

    @Override
    public Answer handle(Xclient xclient, Conversation conversation) {
        conversation.forget();
        conversation.speaksFor(xclient);
        LOG.log(
                Level.DEBUG,
                () -> conversation.connection().remoteAddress() + " speaks for " + conversation.remoteAddress());
        return conversation.banner();
    }
}
