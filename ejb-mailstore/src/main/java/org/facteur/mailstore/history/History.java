package org.facteur.mailstore.history;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.mailstore.message.WrittenContent;

/**
 * Writes down what becomes of messages, in the transactions in which it does: what is acknowledged is in the history, and what is in
 * the history has happened.
 */
@ApplicationScoped
public class History {

    /** What stands for a message of which nothing is written down. */
    public static final long NONE = 0;

    private static final String PERIOD = "facteur.history.period";

    @Inject
    @ConfigProperty(name = PERIOD, defaultValue = "P30D")
    private String configuredPeriod;

    @Inject
    private HistoryIds ids;

    @Inject
    private HistoryRepository repository;

    private Duration period = Duration.ZERO;

    @PostConstruct
    void configure() {
        period = period();
    }

    /** @throws IllegalArgumentException with a sentence for whoever configures the server, if the period is none */
    public void check() {
        period();
    }

    private Duration period() {
        try {
            Duration duration = Duration.parse(configuredPeriod.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Said below, as for a time that runs backwards.
        }
        throw new IllegalArgumentException(
                "The setting " + PERIOD + " is no ISO 8601 duration such as P30D: " + configuredPeriod);
    }

    /** How long it is kept; zero if nothing is written down. */
    Duration kept() {
        return period;
    }

    /** The id under which a message is written down, {@link #NONE} if it is not. */
    public long begin() throws MailStoreException {
        return period.isZero() ? NONE : ids.next(Instant.now());
    }

    /**
     * Writes a message down, within the transaction of the caller.
     *
     * @param id from {@link #begin}
     * @param content it, or what a group has made of it
     */
    public void taken(
            long id, Origin origin, InboundMessage message, WrittenContent content, List<RecipientFate> fates) {
        if (id != NONE) {
            repository.add(new MessageEntry(id, origin, message, content, fates));
        }
    }

    /**
     * Writes down what happened to a recipient in the queue, within the transaction of the caller.
     *
     * @param message the id of the message in the history
     */
    public void happened(long message, String recipient, HistoryEvent.What what, RemoteAnswer answer)
            throws MailStoreException {
        if (message != NONE && !period.isZero()) {
            repository.add(new QueueEvent(ids.next(Instant.now()), message, recipient, what, answer));
        }
    }
}
