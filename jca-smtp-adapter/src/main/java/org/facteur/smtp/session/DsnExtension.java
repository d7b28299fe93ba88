package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.EnvelopeId;
import org.facteur.smtp.command.EsmtpParameter.NotifyOn;
import org.facteur.smtp.command.EsmtpParameter.OriginallyFor;
import org.facteur.smtp.command.EsmtpParameter.ReturnContent;

/** DSN: the sender says of what it wants to hear, and how (RFC 3461). */
final class DsnExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return OptionalExtension.DSN.keyword();
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.policy().extensions().contains(OptionalExtension.DSN);
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(ReturnContent.class, EnvelopeId.class, NotifyOn.class, OriginallyFor.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation) {
        if (parameter instanceof ReturnContent content) {
            mail.ret(content.ret());
        } else if (parameter instanceof EnvelopeId envelope) {
            mail.envid(envelope.id());
        }
    }

    @Override
    public RcptParameters with(EsmtpParameter parameter, RcptParameters rcpt) {
        if (parameter instanceof NotifyOn notify) {
            return rcpt.withNotifyOn(notify.conditions());
        }
        return parameter instanceof OriginallyFor original ? rcpt.withOrcpt(original.recipient()) : rcpt;
    }
}
