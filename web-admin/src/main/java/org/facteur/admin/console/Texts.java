package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The console's sentences, numbers and dates, in the language of the page. */
@Named
@RequestScoped
public class Texts {

    private static final String BUNDLE = "org.facteur.admin.messages";

    private final Locale locale;
    private final ResourceBundle bundle;

    public Texts() {
        this(FacesContext.getCurrentInstance().getViewRoot().getLocale());
    }

    Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(BUNDLE, locale);
    }

    /** The sentence of this key; one with parts has them put in as {@link MessageFormat} does. */
    public String of(String key, Object... parts) {
        String sentence = bundle.getString(key);
        return parts.length == 0 ? sentence : new MessageFormat(sentence, locale).format(parts);
    }

    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A size in the largest unit of which it has at least one, with one decimal below ten: {@code 3.2 GB}. */
    public String size(long bytes) {
        ByteSize.Unit unit = ByteSize.Unit.fitting(bytes);
        double amount = (double) bytes / unit.bytes();
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(amount < 10 && unit != ByteSize.Unit.BYTE ? 1 : 0);
        return format.format(amount) + "\u00a0" + unit(unit);
    }

    String unit(ByteSize.Unit unit) {
        return of("unit." + unit.name());
    }

    public String quota(@Nullable Long bytes) {
        return bytes == null ? of("quota.none") : size(bytes);
    }

    /** A limit of messages. */
    public String count(@Nullable Long most) {
        return most == null ? of("quota.none") : number(most);
    }

    /** What stands in an empty field for the limit of an account: what its domain says. */
    public String inherited(@Nullable Object limitOfDomain, String words) {
        return limitOfDomain == null ? of("quota.none") : of("quota.inherited", words);
    }

    public String date(Instant instant) {
        return formatted(instant, DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM));
    }

    public String moment(Instant instant) {
        return formatted(instant, DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT));
    }

    /** A span of time in its two largest units: {@code 3 days 4 hours}. */
    public String duration(Duration duration) {
        long days = duration.toDays();
        if (days > 0) {
            return of("duration.days", days, duration.toHoursPart());
        }
        if (duration.toHours() > 0) {
            return of("duration.hours", duration.toHours(), duration.toMinutesPart());
        }
        return of("duration.minutes", duration.toMinutes());
    }

    /** How long ago a moment was. */
    public String age(Instant moment) {
        return duration(Duration.between(moment, Instant.now()));
    }

    /** How far away a moment is. */
    public String until(Instant moment) {
        Duration left = Duration.between(Instant.now(), moment);
        return left.compareTo(Duration.ZERO) <= 0 ? of("moment.now") : of("moment.in", duration(left));
    }

    private String formatted(Instant instant, DateTimeFormatter format) {
        return format.withLocale(locale).withZone(ZoneId.systemDefault()).format(instant);
    }
}
