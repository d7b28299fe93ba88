package org.facteur.mailstore.maildrop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * For how many days at least a message stays in INBOX from the moment it came, by the domain of its account. Each method fails with a
 * sentence for whoever configures the server, if a setting is none.
 */
@ApplicationScoped
public class ExpiryRules {

    private static final String EXPIRE = "facteur.pop3.expire";
    private static final String DOMAINS = "facteur.pop3.expire.domains";
    private static final String NEVER = "NEVER";

    @Inject
    @ConfigProperty(name = EXPIRE, defaultValue = NEVER)
    private String everywhere;

    /** Exceptions, such as {@code example.org=P30D,example.net=NEVER}. */
    @Inject
    @ConfigProperty(name = DOMAINS)
    private Optional<String> exceptions;

    /**
     * Of the accounts of a domain.
     *
     * @param domain in lower case
     * @return empty if they stay for ever
     */
    OptionalInt days(String domain) {
        OptionalInt own = byDomain().get(domain);
        return own == null ? days(EXPIRE, everywhere) : own;
    }

    /** The fewest that any account has. */
    OptionalInt least() {
        return all().flatMapToInt(OptionalInt::stream).min();
    }

    /** Whether accounts of some domains have others than those of the rest. */
    boolean vary() {
        return all().distinct().count() > 1;
    }

    /** Whether any message goes by itself. */
    boolean areAny() {
        return least().isPresent();
    }

    private Stream<OptionalInt> all() {
        return Stream.concat(Stream.of(days(EXPIRE, everywhere)), byDomain().values().stream());
    }

    private Map<String, OptionalInt> byDomain() {
        Map<String, OptionalInt> days = new HashMap<>();
        Stream.of(exceptions.orElse("").split(","))
                .map(String::strip)
                .filter(exception -> !exception.isEmpty())
                .forEach(exception -> {
                    int equals = exception.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException(
                                DOMAINS + " has DOMAIN=PERIOD for each domain, and not " + exception);
                    }
                    days.put(
                            exception.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                            days(DOMAINS, exception.substring(equals + 1)));
                });
        return days;
    }

    private static OptionalInt days(String key, String period) {
        String text = period.strip().toUpperCase(Locale.ROOT);
        if (text.isEmpty() || text.equals(NEVER)) {
            return OptionalInt.empty();
        }
        try {
            Duration duration = Duration.parse(text);
            long days = duration.toDays();
            if (days >= 1 && days <= Integer.MAX_VALUE && duration.equals(Duration.ofDays(days))) {
                return OptionalInt.of((int) days);
            }
        } catch (DateTimeParseException e) {
            // Said below, as for parts of days.
        }
        throw new IllegalArgumentException(key + " is whole days such as P30D, or NEVER, and not " + period);
    }
}
