package org.facteur.admin.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 500 MB}, {@code 2,5 Go}; a unit is 1024 of the next smaller one. */
final class ByteSize {

    /** A unit, which English writes as {@code MB} and French as {@code Mo}. */
    enum Unit {
        BYTE(""),
        KILO("K"),
        MEGA("M"),
        GIGA("G"),
        TERA("T");

        private final String prefix;

        Unit(String prefix) {
            this.prefix = prefix;
        }

        long bytes() {
            return 1L << (10 * ordinal());
        }

        /** The largest unit that fits into the size at least once. */
        static Unit fitting(long bytes) {
            Unit fitting = BYTE;
            for (Unit unit : values()) {
                if (bytes >= unit.bytes()) {
                    fitting = unit;
                }
            }
            return fitting;
        }

        private static Unit withPrefix(String prefix) {
            for (Unit unit : values()) {
                if (unit.prefix.equals(prefix)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException(prefix);
        }
    }

    private static final Pattern SYNTAX =
            Pattern.compile("(\\d{1,19}(?:[.,]\\d{1,6})?)\\s*([KMGT]?)I?[BO]", Pattern.CASE_INSENSITIVE);
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int DECIMALS = 2;

    private ByteSize() {}

    /** @return the bytes, or empty when the text is no size with a unit or is beyond what 63 bits hold */
    static Optional<Long> parse(String text) {
        Matcher size = SYNTAX.matcher(text.strip().replace('\u00a0', ' '));
        if (!size.matches()) {
            return Optional.empty();
        }
        BigDecimal amount = new BigDecimal(size.group(1).replace(',', '.'));
        Unit unit = Unit.withPrefix(size.group(2).toUpperCase(Locale.ROOT));
        BigDecimal bytes = amount.multiply(BigDecimal.valueOf(unit.bytes())).setScale(0, RoundingMode.HALF_UP);
        return bytes.compareTo(LARGEST) > 0 ? Optional.empty() : Optional.of(bytes.longValueExact());
    }

    /**
     * The size in the largest unit that shows it exactly, so that a form sent back unchanged changes nothing.
     *
     * @param names what the reader's language calls a unit
     */
    static String exact(long bytes, Function<Unit, String> names) {
        for (int i = Unit.fitting(bytes).ordinal(); i > 0; i--) {
            Unit unit = Unit.values()[i];
            BigDecimal amount = BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(unit.bytes()));
            if (amount.stripTrailingZeros().scale() <= DECIMALS) {
                return amount.stripTrailingZeros().toPlainString() + " " + names.apply(unit);
            }
        }
        return bytes + " " + names.apply(Unit.BYTE);
    }
}
