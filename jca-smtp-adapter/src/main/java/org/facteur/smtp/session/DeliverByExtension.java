package org.facteur.smtp.session;

import java.util.Set;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.MailParameters;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.By;

/** DELIVERBY: a message is delivered in time, or its sender hears that it was not (RFC 2852). */
final class DeliverByExtension implements SmtpExtension {

    @Override
    public String announcement(Conversation conversation) {
        return OptionalExtension.DELIVERBY.keyword();
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.policy().extensions().contains(OptionalExtension.DELIVERBY);
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(By.class);
    }

    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation) {
        if (parameter instanceof By by) {
            mail.deliverBy(new DeliverBy(
                    conversation.settings().clock().instant().plusSeconds(by.seconds()), by.mode(), by.trace()));
        }
    }
}
