package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.SmtpUtf8;

/** SMTPUTF8: addresses and header fields beyond US-ASCII (RFC 6531). Header fields are kept as they are in any case. */
final class SmtpUtf8Extension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return "SMTPUTF8";
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(SmtpUtf8.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation) {
        mail.smtpUtf8();
    }
}
