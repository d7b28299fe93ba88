package org.facteur.mailstore.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Strips HTML to the words that a reader would see, well enough for a preview; any input is accepted. */
final class HtmlText {

    private static final Set<String> INVISIBLE = Set.of("head", "style", "script", "title");

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "big", "code", "em", "font", "i", "s", "small", "span", "strong", "sub", "sup", "u");

    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("ndash", "\u2013"),
            Map.entry("mdash", "\u2014"),
            Map.entry("hellip", "\u2026"),
            Map.entry("lsquo", "\u2018"),
            Map.entry("rsquo", "\u2019"),
            Map.entry("ldquo", "\u201C"),
            Map.entry("rdquo", "\u201D"),
            Map.entry("euro", "\u20AC"),
            Map.entry("auml", "\u00E4"),
            Map.entry("ouml", "\u00F6"),
            Map.entry("uuml", "\u00FC"),
            Map.entry("Auml", "\u00C4"),
            Map.entry("Ouml", "\u00D6"),
            Map.entry("Uuml", "\u00DC"),
            Map.entry("szlig", "\u00DF"),
            Map.entry("eacute", "\u00E9"),
            Map.entry("egrave", "\u00E8"),
            Map.entry("agrave", "\u00E0"),
            Map.entry("ccedil", "\u00E7"),
            Map.entry("zwnj", ""),
            Map.entry("shy", ""));

    private static final int MAX_ENTITY = 10;

    private final String html;
    private final StringBuilder text = new StringBuilder();
    private int position;

    private HtmlText(String html) {
        this.html = html;
    }

    static String of(String html) {
        HtmlText stripper = new HtmlText(html);
        while (stripper.position < html.length()) {
            stripper.next();
        }
        return stripper.text.toString();
    }

    private void next() {
        char c = html.charAt(position);
        if (c == '<') {
            markup();
        } else if (c == '&') {
            entity();
        } else {
            text.append(c);
            position++;
        }
    }

    private void markup() {
        if (html.startsWith("<!--", position)) {
            position = after("-->", position + 4);
            return;
        }
        int nameStart = position + (html.startsWith("</", position) ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < html.length() && Character.isLetterOrDigit(html.charAt(nameEnd))) {
            nameEnd++;
        }
        if (nameEnd == nameStart && !html.startsWith("<!", position) && !html.startsWith("<?", position)) {
            text.append('<');
            position++;
            return;
        }
        String name = html.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        boolean opens = nameStart == position + 1;
        position = after(">", nameEnd);
        if (opens && INVISIBLE.contains(name)) {
            position = after(">", closingTag(name));
        }
        if (!INLINE.contains(name)) {
            text.append(' ');
        }
    }

    private int closingTag(String name) {
        String tag = "</" + name;
        for (int i = html.indexOf('<', position); i >= 0; i = html.indexOf('<', i + 1)) {
            if (html.regionMatches(true, i, tag, 0, tag.length())) {
                return i;
            }
        }
        return html.length();
    }

    private int after(String end, int from) {
        int found = html.indexOf(end, from);
        return found < 0 ? html.length() : found + end.length();
    }

    private void entity() {
        int limit = Math.min(html.length(), position + MAX_ENTITY);
        int end = position;
        while (end < limit && html.charAt(end) != ';') {
            end++;
        }
        if (end == limit) {
            text.append('&');
            position++;
            return;
        }
        String name = html.substring(position + 1, end);
        text.append(name.startsWith("#") ? numeric(name) : ENTITIES.getOrDefault(name, "&" + name + ";"));
        position = end + 1;
    }

    private static String numeric(String name) {
        boolean hexadecimal = name.startsWith("#x") || name.startsWith("#X");
        try {
            int codePoint = Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
        } catch (NumberFormatException e) {
            return "&" + name + ";";
        }
    }
}
