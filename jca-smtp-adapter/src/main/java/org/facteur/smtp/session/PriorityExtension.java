package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.Priority;

/** MT-PRIORITY: the urgent messages first (RFC 6710). */
final class PriorityExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return OptionalExtension.MT_PRIORITY.keyword();
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.policy().extensions().contains(OptionalExtension.MT_PRIORITY);
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(Priority.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation) {
        if (parameter instanceof Priority priority) {
            mail.mtPriority(priority.value());
        }
    }
}
