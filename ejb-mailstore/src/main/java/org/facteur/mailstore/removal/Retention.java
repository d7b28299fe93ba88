package org.facteur.mailstore.removal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.account.AccountId;
import org.facteur.mailstore.mailbox.Mailbox;

/** For how long what is gone is remembered. */
@ApplicationScoped
public class Retention {

    @Inject
    @ConfigProperty(name = "facteur.undelete.period", defaultValue = "P14D")
    private String undelete;

    @Inject
    @ConfigProperty(name = "facteur.expunge.log.period", defaultValue = "P180D")
    private String expungeLog;

    /** @throws IllegalArgumentException with a sentence for whoever configures the server, if a period is none */
    public void check() {
        undelete();
        expungeLog();
    }

    /** How long a removed message can be had back; zero if not at all. */
    public Duration undelete() {
        return duration("facteur.undelete.period", undelete);
    }

    /** What takes messages of a mailbox that go now. */
    public Removal removalFrom(AccountId account, Mailbox mailbox, Instant now) {
        return undelete().isZero() ? Removal.lost(mailbox) : Removal.restorable(account, mailbox, now);
    }

    /** How long a mailbox remembers which UIDs went: who has been away for longer reads it anew. */
    public Duration expungeLog() {
        return duration("facteur.expunge.log.period", expungeLog);
    }

    private static Duration duration(String key, String value) {
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for a time that runs backwards.
        }
        throw new IllegalArgumentException(
                "The setting " + key + " is no ISO 8601 duration such as P14D or PT12H: " + value);
    }
}
