package org.facteur.mailstore.sieve.script;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.JulianFields;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of a date is compared, as a text (RFC 5260 section 4.2). */
enum DatePart {
    YEAR("uuuu"),
    MONTH("MM"),
    DAY("dd"),
    DATE("uuuu-MM-dd"),
    JULIAN("") {
        @Override
        String of(ZonedDateTime date) {
            return Long.toString(date.getLong(JulianFields.MODIFIED_JULIAN_DAY));
        }
    },
    HOUR("HH"),
    MINUTE("mm"),
    SECOND("ss"),
    TIME("HH:mm:ss"),
    ISO8601("uuuu-MM-dd'T'HH:mm:ssxxx"),
    STD11("EEE, d MMM uuuu HH:mm:ss xx"),
    ZONE("xx"),
    WEEKDAY("") {
        @Override
        String of(ZonedDateTime date) {
            return Integer.toString(date.getDayOfWeek().getValue() % DayOfWeek.SUNDAY.getValue());
        }
    };

    private final DateTimeFormatter format;

    DatePart(String pattern) {
        this.format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    static Optional<DatePart> of(String name) {
        return Arrays.stream(values())
                .filter(part -> part.name().equalsIgnoreCase(name))
                .findFirst();
    }

    String of(ZonedDateTime date) {
        return format.format(date);
    }
}
