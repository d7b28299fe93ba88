package org.facteur.smtp.spf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text in which letters stand for what is known of a message (RFC 7208 section 7). */
final class MacroString {

    private static final Pattern MACRO =
            Pattern.compile("%\\{([A-Za-z])([0-9]{0,3})([rR]?)([-.+,/_=]*)\\}|%%|%_|%-|([\\x21-\\x24\\x26-\\x7e])");

    /** {@code domain-end} (RFC 7208 section 7.1): a macro, or a label that is no number. What has been read is not read in another way. */
    private static final Pattern DOMAIN_END = Pattern.compile(
            ".*(?:%\\{[^%}]*+\\}|%%|%_|%-|\\.(?:[0-9]*+[A-Za-z][A-Za-z0-9]*+|[A-Za-z0-9]++-[A-Za-z0-9-]*[A-Za-z0-9])\\.?)");

    /** Those that stand in an explanation alone. */
    private static final String EXPLAINING = "crt";

    private static final String KNOWN = "slodiphv";

    private static final int MAX_LABELS = 128;

    /** Of one text; also such as stand for nothing in the end are work. */
    private static final int MAX_MACROS = 16;

    private static final int MAX_NAME = 253;

    /** Of its last characters, with which it is known where a longer name is cut: also the dot before it, and a final one. */
    private static final int ENOUGH = MAX_NAME + 2;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Either a text as it is, or a macro. */
    private record Part(String text, char letter, int kept, boolean isReversed, String delimiters, boolean isEscaped) {

        static Part of(String text) {
            return new Part(text, '\0', 0, false, "", false);
        }
    }

    private final List<Part> parts;

    private MacroString(List<Part> parts) {
        this.parts = parts;
    }

    /** A name of a domain. */
    static MacroString domain(String text) throws SpfException {
        if (!DOMAIN_END.matcher(text).matches()) {
            throw SpfException.permanent("malformed domain in record");
        }
        return parse(text, KNOWN);
    }

    /** Any text of a modifier that nobody knows, or of an explanation. */
    static void check(String text) throws SpfException {
        parse(text, KNOWN + EXPLAINING);
    }

    private static MacroString parse(String text, String letters) throws SpfException {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = MACRO.matcher(text);
        int at = 0;
        int macros = 0;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw SpfException.permanent("malformed macro in record");
            }
            if (matcher.group(1) != null && ++macros > MAX_MACROS) {
                throw SpfException.permanent("too many macros in record");
            }
            parts.add(part(matcher, letters));
            at = matcher.end();
        }
        return new MacroString(parts);
    }

    private static Part part(Matcher matcher, String letters) throws SpfException {
        String all = matcher.group();
        if (matcher.group(1) == null) {
            return Part.of(
                    switch (all) {
                        case "%%" -> "%";
                        case "%_" -> " ";
                        case "%-" -> "%20";
                        default -> all;
                    });
        }
        char letter = matcher.group(1).charAt(0);
        char lower = Character.toLowerCase(letter);
        String digits = matcher.group(2);
        int kept = digits.isEmpty() ? MAX_LABELS : Integer.parseInt(digits);
        if (letters.indexOf(lower) < 0 || kept == 0) {
            throw SpfException.permanent("malformed macro in record");
        }
        return new Part("", lower, kept, !matcher.group(3).isEmpty(), matcher.group(4), letter != lower);
    }

    /** Whether it needs this letter. */
    boolean has(char letter) {
        return parts.stream().anyMatch(part -> part.letter() == letter);
    }

    /**
     * The name without final dot; one that is too long loses labels at its beginning (RFC 7208 section 7.3), so that it is expanded from its end,
     * and no further than it is needed.
     *
     * @param values what letters stand for, in lower case
     */
    String expand(IntFunction<String> values) {
        StringBuilder name = new StringBuilder();
        for (int i = parts.size() - 1; i >= 0 && name.length() < ENOUGH; i--) {
            Part part = parts.get(i);
            name.insert(0, part.letter() == '\0' ? part.text() : expand(part, values.apply(part.letter())));
        }
        return shortened(name);
    }

    private static String shortened(StringBuilder name) {
        int last = name.length() - 1;
        if (last >= 0 && name.charAt(last) == '.') {
            name.setLength(last);
        }
        int excess = name.length() - MAX_NAME;
        return excess <= 0 ? name.toString() : name.substring(name.indexOf(".", excess - 1) + 1);
    }

    private static String expand(Part part, String value) {
        String delimiters = part.delimiters().isEmpty() ? "." : part.delimiters();
        List<String> labels = Arrays.asList(value.split("[" + Pattern.quote(delimiters) + "]", -1));
        if (part.isReversed()) {
            labels = new ArrayList<>(labels);
            Collections.reverse(labels);
        }
        String joined = String.join(".", labels.subList(Math.max(0, labels.size() - part.kept()), labels.size()));
        return part.isEscaped() ? escaped(joined) : joined;
    }

    /** RFC 3986 section 2.3. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                HEX.toHexDigits(escaped.append('%'), octet);
            }
        }
        return escaped.toString();
    }
}
