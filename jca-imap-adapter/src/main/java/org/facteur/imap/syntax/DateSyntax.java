package org.facteur.imap.syntax;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.facteur.imap.ImapCharacter;

/**
 * Dates, and dates with time (RFC 3501 section 9).
 *
 * <pre>
 * date            = date-text / DQUOTE date-text DQUOTE
 * date-text       = date-day "-" date-month "-" date-year
 * date-day        = 1*2DIGIT
 * date-day-fixed  = (SP DIGIT) / 2DIGIT
 * date-month      = "Jan" / "Feb" / … / "Dec"
 * date-year       = 4DIGIT
 * date-time       = DQUOTE date-day-fixed "-" date-month "-" date-year SP time SP zone DQUOTE
 * time            = 2DIGIT ":" 2DIGIT ":" 2DIGIT
 * zone            = ("+" / "-") 4DIGIT
 * </pre>
 */
final class DateSyntax {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private DateSyntax() {}

    static LocalDate expectDate(ImapDecoder in) throws ImapSyntaxException {
        boolean quoted = in.special('"');
        String day = in.word(ImapCharacter::isDigit);
        if (day == null || day.length() > 2) {
            throw in.bad("A date begins with one or two digits, as in 1-Feb-1994");
        }
        LocalDate date = expectMonthAndYear(in, Integer.parseInt(day));
        if (quoted) {
            in.expectSpecial('"');
        }
        return date;
    }

    static Instant expectDateTime(ImapDecoder in) throws ImapSyntaxException {
        in.expectSpecial('"');
        int day = in.expectDigits(in.sp() ? 1 : 2, "a day of two characters");
        LocalDate date = expectMonthAndYear(in, day);
        in.expectSp();
        LocalTime time = expectTime(in);
        in.expectSp();
        int offset = expectZone(in);
        in.expectSpecial('"');
        return date.atTime(time).toInstant(ZoneOffset.UTC).minusSeconds(offset);
    }

    private static LocalDate expectMonthAndYear(ImapDecoder in, int day) throws ImapSyntaxException {
        in.expectSpecial('-');
        String month = in.word(Character::isLetter);
        int number = month == null ? 0 : MONTHS.indexOf(month.toUpperCase(Locale.ROOT)) + 1;
        if (number == 0) {
            throw in.bad("A month is one of Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec");
        }
        in.expectSpecial('-');
        int year = in.expectDigits(4, "a year of four digits");
        try {
            return LocalDate.of(year, number, day);
        } catch (DateTimeException e) {
            throw in.bad("That month has no such day");
        }
    }

    /** A leap second, which this calendar does not have, is the second before it. */
    private static LocalTime expectTime(ImapDecoder in) throws ImapSyntaxException {
        int hour = in.expectDigits(2, "an hour of two digits");
        in.expectSpecial(':');
        int minute = in.expectDigits(2, "a minute of two digits");
        in.expectSpecial(':');
        int second = in.expectDigits(2, "a second of two digits");
        if (hour > 23 || minute > 59 || second > 60) {
            throw in.bad("That time is on no clock");
        }
        return LocalTime.of(hour, minute, Math.min(second, 59));
    }

    /** Seconds east of Greenwich. */
    private static int expectZone(ImapDecoder in) throws ImapSyntaxException {
        boolean west = in.special('-');
        if (!west) {
            in.expectSpecial('+');
        }
        int hours = in.expectDigits(2, "a zone of four digits");
        int minutes = in.expectDigits(2, "a zone of four digits");
        if (hours > 23 || minutes > 59) {
            throw in.bad("There is no such zone");
        }
        int offset = 3600 * hours + 60 * minutes;
        return west ? -offset : offset;
    }
}
