package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.Size;
import org.facteur.smtp.reply.SmtpRefusal;

/** SIZE: a message that is too large is refused before it is sent (RFC 1870). */
final class SizeExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return "SIZE " + conversation.limits().messageSize();
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(Size.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation)
            throws SmtpRefusal {
        if (parameter instanceof Size size) {
            if (size.octets() > conversation.limits().messageSize()) {
                throw new SmtpRefusal(Replies.TOO_LARGE);
            }
            mail.size(size.octets());
        }
    }
}
