package org.facteur.api.network;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Domain names in Unicode, and the letters, digits and hyphens by which the DNS knows them: IDNA 2008 (RFC 5890, 5891, 5892),
 * with upper case taken for lower case (RFC 5895).
 *
 * <p>{@code java.net.IDN} is IDNA 2003, by which {@code straße} is {@code strasse}, another domain. What a registry must check
 * besides, the direction of writing, is left to it: here a name is looked up or compared, and nothing is registered.
 */
public final class InternationalDomain {

    private static final String PREFIX = "xn--";
    private static final int MAX_LABEL = 63;
    private static final int MAX_DOMAIN = 253;

    private static final Pattern ASCII_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    /** The exceptions of RFC 5892 section 2.6 that are valid where their properties say otherwise. */
    private static final Set<Integer> VALID = Set.of(0xdf, 0x3c2, 0x6fd, 0x6fe, 0xf0b, 0x3007);

    /** Those that are not, where their properties say that they are. */
    private static final Set<Integer> DISALLOWED =
            Set.of(0x640, 0x7fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b);

    /** What forms a conjunct, so that a joiner may follow it (RFC 5892 appendix A.1 and A.2). */
    private static final Set<Integer> VIRAMAS = Set.of(
            0x94d, 0x9cd, 0xa4d, 0xacd, 0xb4d, 0xbcd, 0xc4d, 0xccd, 0xd4d, 0xdca, 0x1039, 0x17d2, 0x1b44, 0xa9c0);

    private InternationalDomain() {}

    /** The name of A-labels, in lower case; empty if it is no domain name. */
    public static Optional<String> toAscii(String domain) {
        String[] labels =
                Normalizer.normalize(domain.toLowerCase(Locale.ROOT), Form.NFC).split("\\.", -1);
        for (int i = 0; i < labels.length; i++) {
            Optional<String> label = aLabel(labels[i]);
            if (label.isEmpty()) {
                return Optional.empty();
            }
            labels[i] = label.get();
        }
        String ascii = String.join(".", labels);
        return ascii.length() <= MAX_DOMAIN ? Optional.of(ascii) : Optional.empty();
    }

    /** The name as people read it: its A-labels in Unicode, and what is none as it is. */
    public static String toUnicode(String domain) {
        return Arrays.stream(domain.split("\\.", -1))
                .map(label -> uLabel(label).orElse(label))
                .collect(Collectors.joining("."));
    }

    /** A label in US-ASCII is what it is, also if it looks like an A-label and is none: the DNS knows. */
    private static Optional<String> aLabel(String label) {
        String ascii = !isAscii(label) && isULabel(label) ? PREFIX + Punycode.encode(label) : label;
        return isAsciiLabel(ascii) ? Optional.of(ascii) : Optional.empty();
    }

    /** What an A-label stands for; empty if it is none, and if it is written in another way than it should be. */
    private static Optional<String> uLabel(String label) {
        return label.startsWith(PREFIX)
                ? Punycode.decode(label.substring(PREFIX.length()))
                        .filter(unicode -> !isAscii(unicode) && isULabel(unicode))
                        .filter(unicode -> label.equals(PREFIX + Punycode.encode(unicode)))
                : Optional.empty();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean isAsciiLabel(String label) {
        return label.length() <= MAX_LABEL && ASCII_LABEL.matcher(label).matches();
    }

    /** Whether a label that is looked up may be written so (RFC 5891 section 5.4). */
    private static boolean isULabel(String label) {
        int[] points = label.codePoints().toArray();
        return points.length <= MAX_LABEL
                && Normalizer.isNormalized(label, Form.NFC)
                && !label.startsWith("-")
                && !label.endsWith("-")
                && !label.startsWith("--", 2)
                && !isMark(points[0])
                && isEachAllowed(points);
    }

    private static boolean isEachAllowed(int[] points) {
        for (int i = 0; i < points.length; i++) {
            boolean isJoiner = points[i] == ZERO_WIDTH_JOINER || points[i] == ZERO_WIDTH_NON_JOINER;
            if (isJoiner ? !mayJoin(points, i) : !isValid(points[i])) {
                return false;
            }
        }
        return true;
    }

    /** A joiner follows a virama, or stands between letters of a cursive script where it is visible. */
    private static boolean mayJoin(int[] points, int at) {
        return at > 0
                && (VIRAMAS.contains(points[at - 1])
                        || (points[at] == ZERO_WIDTH_NON_JOINER
                                && at + 1 < points.length
                                && isArabic(points[at - 1])
                                && isArabic(points[at + 1])));
    }

    private static boolean isArabic(int point) {
        return Character.UnicodeScript.of(point) == Character.UnicodeScript.ARABIC && Character.isLetter(point);
    }

    /** {@code PVALID}, and {@code CONTEXTO}, whose rules are a registry's (RFC 5892 section 3). */
    private static boolean isValid(int point) {
        if (VALID.contains(point)
                || point == 0xb7
                || point == 0x375
                || point == 0x5f3
                || point == 0x5f4
                || point == 0x30fb) {
            return true;
        }
        if (point < 0x80) {
            return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') || point == '-';
        }
        return !DISALLOWED.contains(point) && isLetterOrDigit(point) && isStable(point) && !isOldHangul(point);
    }

    private static boolean isLetterOrDigit(int point) {
        return switch (Character.getType(point)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER -> true;
            default ->
                isMark(point)
                        && point != 0x34f
                        && !(point >= 0x180b && point <= 0x180f)
                        && !(point >= 0xfe00 && point <= 0xfe0f)
                        && !(point >= 0xe0100 && point <= 0xe01ef)
                        && !(point >= 0x20d0 && point <= 0x20ff);
        };
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether neither compatibility nor case makes another character of it. */
    private static boolean isStable(int point) {
        String text = Character.toString(point);
        String folded =
                Normalizer.normalize(text, Form.NFKC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return text.equals(Normalizer.normalize(folded, Form.NFKC));
    }

    private static boolean isOldHangul(int point) {
        return (point >= 0x1100 && point <= 0x11ff)
                || (point >= 0xa960 && point <= 0xa97f)
                || (point >= 0xd7b0 && point <= 0xd7ff);
    }
}
