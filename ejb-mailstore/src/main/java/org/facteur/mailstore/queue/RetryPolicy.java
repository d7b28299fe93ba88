package org.facteur.mailstore.queue;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.api.smtp.MailParameters;

/** When what waits is tried again, when its sender hears that it is late, and when it is given up. */
@ApplicationScoped
public class RetryPolicy {

    /**
     * By how much each step of priority is ahead of the next: what is due is tried in the order of its time, so that much is
     * what an urgent message overtakes, and no message waits for ever (RFC 6710 section 5).
     */
    private static final Duration STEP = Duration.ofMinutes(10);

    /** Each attempt comes this much later or earlier than planned, so that what failed together does not come together. */
    private static final double JITTER = 0.1;

    @Inject
    @ConfigProperty(name = "facteur.queue.first.retry", defaultValue = "PT5M")
    private String firstRetry;

    @Inject
    @ConfigProperty(name = "facteur.queue.longest.retry", defaultValue = "PT4H")
    private String longestRetry;

    @Inject
    @ConfigProperty(name = "facteur.queue.warning", defaultValue = "PT4H")
    private String warningAfter;

    @Inject
    @ConfigProperty(name = "facteur.queue.lifetime", defaultValue = "P5D")
    private String lifetimeOfMessages;

    private Duration first = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private Duration warning = Duration.ZERO;
    private Duration lifetime = Duration.ZERO;

    @PostConstruct
    void read() {
        first = duration("facteur.queue.first.retry", firstRetry);
        longest = duration("facteur.queue.longest.retry", longestRetry);
        warning = duration("facteur.queue.warning", warningAfter);
        lifetime = duration("facteur.queue.lifetime", lifetimeOfMessages);
    }

    private static Duration duration(String key, String text) {
        try {
            Duration duration = Duration.parse(text.strip());
            if (duration.compareTo(Duration.ZERO) > 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException("The setting " + key + " is '" + text + "', which is no duration");
    }

    /** From the beginning. */
    Timing timing(MailParameters parameters, Instant received) {
        Instant begin = parameters.holdUntil().filter(received::isBefore).orElse(received);
        Instant expires = begin.plus(lifetime);
        Instant look = begin.plus(warning);
        DeliverBy by = parameters.deliverBy().orElse(null);
        if (by != null) {
            boolean returns = by.mode() == DeliverBy.Mode.RETURN;
            expires = returns && by.deadline().isBefore(expires) ? by.deadline() : expires;
            look = by.deadline();
        }
        Instant due = begin.isAfter(received)
                ? begin
                : received.minus(STEP.multipliedBy(parameters.mtPriority() - MailParameters.LOWEST_PRIORITY));
        return new Timing(due, expires, look.isBefore(expires) ? look : expires);
    }

    /**
     * How long to wait after an attempt: each time twice as long, in whole seconds.
     *
     * @param attempts that have failed, at least 1
     */
    Duration pause(int attempts) {
        int doublings = Math.min(attempts - 1, 30);
        long wanted = Math.min(longest.toMillis(), first.toMillis() * (1L << doublings));
        double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofSeconds(Math.max(1, Math.round(wanted * factor / 1000)));
    }
}
