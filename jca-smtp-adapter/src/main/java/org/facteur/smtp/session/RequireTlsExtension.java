package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.RequireTls;

/** REQUIRETLS: over TLS only, a message may demand that it goes on so (RFC 8689 section 2). */
final class RequireTlsExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return OptionalExtension.REQUIRETLS.keyword();
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.connection().tls().isPresent()
                && conversation.policy().extensions().contains(OptionalExtension.REQUIRETLS);
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(RequireTls.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation) {
        mail.requireTls();
    }
}
