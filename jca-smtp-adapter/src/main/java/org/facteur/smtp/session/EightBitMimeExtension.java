package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.Body;

/**
 * 8BITMIME, and the parameter that it shares with BINARYMIME: octets above 127 in a message (RFC 6152). They are kept whatever BODY says: many clients send them undeclared, and
 * to cut off their eighth bit would serve nobody.
 */
final class EightBitMimeExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return "8BITMIME";
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(Body.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation) {
        if (parameter instanceof Body body) {
            mail.body(body.type());
        }
    }
}
