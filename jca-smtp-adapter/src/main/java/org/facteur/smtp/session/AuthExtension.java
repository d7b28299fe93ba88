package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.SubmittedBy;
import org.facteur.wire.sasl.SaslMechanisms;

/**
 * AUTH: who submits mail says who he is (RFC 4954). The parameter AUTH of MAIL is passed on, and believed by
 * nobody here, since what one client says of another's identity is not to be trusted (section 5).
 */
final class AuthExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return "AUTH " + String.join(" ", SaslMechanisms.offered(conversation.connection()));
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.service() == SmtpService.SUBMISSION
                && !SaslMechanisms.offered(conversation.connection()).isEmpty();
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(SubmittedBy.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation) {
        if (parameter instanceof SubmittedBy submittedBy) {
            mail.auth(submittedBy.identity());
        }
    }
}
