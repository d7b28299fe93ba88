package org.facteur.mailstore.mime;

import static java.util.Map.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The date of a Date header field (RFC 5322 sections 3.3 and 4.3), read leniently: day of week, time and zone may be missing,
 * comments may stand anywhere, years may have two or three digits, and the parts may stand in the order of {@code asctime} or
 * of ISO 8601.
 *
 * @param asWritten the date disregarding time and zone, as SENTBEFORE, SENTON and SENTSINCE want it
 * @param instant the point in time
 * @param zone as written; UTC where there is none
 */
public record MailDate(LocalDate asWritten, Instant instant, ZoneOffset zone) {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final Map<String, Integer> ZONE_HOURS = Map.ofEntries(
            entry("edt", -4),
            entry("est", -5),
            entry("cdt", -5),
            entry("cst", -6),
            entry("mdt", -6),
            entry("mst", -7),
            entry("pdt", -7),
            entry("pst", -8));

    /** Longer fields are no dates. */
    private static final int MAX_LENGTH = 200;

    private static final int MAX_ZONE_HOURS = 18;

    /** Reads a field body as it stands in an envelope; empty if it holds no date. */
    public static Optional<MailDate> parse(String field) {
        Parts parts = new Parts();
        for (String word : words(field.length() > MAX_LENGTH ? field.substring(0, MAX_LENGTH) : field)) {
            parts.accept(word);
        }
        return parts.date();
    }

    private static List<String> words(String field) {
        List<String> words = new ArrayList<>();
        FieldCursor cursor = new FieldCursor(field);
        while (!cursor.atEnd()) {
            cursor.cfws();
            String word = cursor.until(",;");
            if (word.isEmpty() && !cursor.atEnd()) {
                cursor.skip();
            }
            addPieces(words, word);
        }
        return words;
    }

    /** {@code 02-Jan-2024}, {@code 2024-01-02T10:00:00Z} and {@code 10:00:00+0100} are several words. */
    private static void addPieces(List<String> words, String word) {
        int start = 0;
        for (int i = 1; i <= word.length(); i++) {
            if (i == word.length() || separates(word, i)) {
                words.add(word.substring(start, i));
                start = i;
            }
        }
    }

    private static boolean separates(String word, int i) {
        char c = word.charAt(i);
        return c == '-' || c == '+' || (isDigit(word.charAt(i - 1)) && Character.isLetter(c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What has been read so far. */
    private static final class Parts {

        private int day;
        private int month;
        private int year = -1;
        private LocalTime time = LocalTime.MIDNIGHT;
        private boolean timeSeen;
        private ZoneOffset zone = ZoneOffset.UTC;
        private boolean zoneSeen;

        void accept(String word) {
            boolean signed = word.charAt(0) == '-' || word.charAt(0) == '+';
            String text = signed ? word.substring(1) : word;
            if (signed && timeSeen && !text.isEmpty()) {
                numericZone(word.charAt(0), text);
            } else if (text.indexOf(':') >= 0) {
                time(Character.isLetter(text.charAt(0)) ? text.substring(1) : text);
            } else if (!text.isEmpty() && isDigit(text.charAt(0))) {
                number(text);
            } else if (!text.isEmpty()) {
                letters(FieldCursor.lowerCase(text));
            }
        }

        private void number(String text) {
            int value = digits(text);
            if (value < 0) {
                return;
            }
            if (year < 0 && (text.length() > 2 || day > 0)) {
                year = value + (text.length() > 3 ? 0 : text.length() == 3 || value >= 50 ? 1900 : 2000);
            } else if (year >= 0 && month == 0) {
                month = value;
            } else if (day == 0) {
                day = value;
            }
        }

        private void letters(String text) {
            int found = text.length() < 3 ? -1 : MONTHS.indexOf(text.substring(0, 3));
            if (found >= 0 && month == 0) {
                month = found + 1;
            } else if (timeSeen && !zoneSeen && ZONE_HOURS.containsKey(text)) {
                zone = ZoneOffset.ofHours(ZONE_HOURS.get(text));
                zoneSeen = true;
            }
        }

        private void time(String text) {
            if (timeSeen) {
                return;
            }
            String[] fields = text.split("[:.]", 5);
            int hour = digits(fields[0]);
            int minute = digits(fields[1]);
            int second = fields.length > 2 ? digits(fields[2]) : 0;
            if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60) {
                time = LocalTime.of(hour, minute, Math.min(second, 59));
                timeSeen = true;
            }
        }

        private void numericZone(char sign, String text) {
            int value = digits(text.replace(":", ""));
            if (zoneSeen || value < 0) {
                return;
            }
            zoneSeen = true;
            int hours = text.length() > 2 ? value / 100 : value;
            int minutes = text.length() > 2 ? value % 100 : 0;
            if (hours < MAX_ZONE_HOURS && minutes < 60) {
                int seconds = (hours * 60 + minutes) * 60;
                zone = ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
            }
        }

        /** -1 if the text is no number of at most four digits. */
        private static int digits(String text) {
            int value = 0;
            for (int i = 0; i < text.length(); i++) {
                if (i == 4 || !isDigit(text.charAt(i))) {
                    return -1;
                }
                value = 10 * value + text.charAt(i) - '0';
            }
            return text.isEmpty() ? -1 : value;
        }

        Optional<MailDate> date() {
            if (day == 0 || month == 0 || year <= 0) {
                return Optional.empty();
            }
            try {
                LocalDate date = LocalDate.of(year, month, day);
                return Optional.of(new MailDate(date, date.atTime(time).toInstant(zone), zone));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
