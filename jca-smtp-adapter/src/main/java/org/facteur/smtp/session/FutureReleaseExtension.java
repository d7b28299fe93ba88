package org.facteur.smtp.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.EsmtpParameter;
import org.facteur.smtp.command.EsmtpParameter.HoldFor;
import org.facteur.smtp.command.EsmtpParameter.HoldUntil;
import org.facteur.smtp.reply.SmtpRefusal;

/** FUTURERELEASE: who submits a message may have it held back, for a month at most (RFC 4865). */
final class FutureReleaseExtension implements SmtpExtension {

    private static final Duration LONGEST = Duration.ofDays(31);

    @Override
    public String announcement(Conversation conversation) {
        Instant latest = conversation.settings().clock().instant().plus(LONGEST).truncatedTo(ChronoUnit.SECONDS);
        return OptionalExtension.FUTURERELEASE.keyword() + " " + LONGEST.toSeconds() + " " + latest;
    }

    @Override
    public boolean isOffered(Conversation conversation) {
        return conversation.service() == SmtpService.SUBMISSION
                && conversation.policy().extensions().contains(OptionalExtension.FUTURERELEASE);
    }

    @Override
    public Set<Class<? extends EsmtpParameter>> parameters() {
        return Set.of(HoldFor.class, HoldUntil.class);
    }

    /** A time that has passed is none to wait for. */
    @Override
    public void apply(EsmtpParameter parameter, MailParameters.Builder mail, Conversation conversation)
            throws SmtpRefusal {
        Instant now = conversation.settings().clock().instant();
        Instant release =
                parameter instanceof HoldUntil until ? until.time() : now.plusSeconds(((HoldFor) parameter).seconds());
        if (release.isAfter(now.plus(LONGEST))) {
            throw new SmtpRefusal(
                    501, "5.5.4", parameter.keyword() + " is more than " + LONGEST.toDays() + " days away");
        }
        if (release.isAfter(now)) {
            mail.holdUntil(release);
        }
    }
}
