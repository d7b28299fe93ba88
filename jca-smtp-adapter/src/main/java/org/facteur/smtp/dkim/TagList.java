package org.facteur.smtp.dkim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A list of {@code tag=value}, separated by semicolons (RFC 6376 section 3.2).
 *
 * <p>Values have no spaces at their ends; within they are as they were written.
 */
public final class TagList {

    /** Signatures and keys have a dozen. */
    private static final int MAX_TAGS = 50;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private static final Pattern SPACES = Pattern.compile("[ \t\r\n]+");

    private record Value(int from, int end) {}

    private final String text;
    private final Map<String, Value> values;

    private TagList(String text, Map<String, Value> values) {
        this.text = text;
        this.values = values;
    }

    /** Empty if the text is no such list: a tag that is there twice makes it none. */
    public static Optional<TagList> parse(String text) {
        Map<String, Value> values = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            int equals = text.indexOf('=', at);
            if (equals < 0 || equals > end) {
                // Only the end of the list may be nothing.
                return text.substring(at).isBlank() && !values.isEmpty()
                        ? Optional.of(new TagList(text, values))
                        : Optional.empty();
            }
            String name = text.substring(at, equals).strip();
            if (!NAME.matcher(name).matches()
                    || values.size() == MAX_TAGS
                    || values.putIfAbsent(name, new Value(equals + 1, end)) != null) {
                return Optional.empty();
            }
            at = end + 1;
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(new TagList(text, values));
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name))
                .map(value -> text.substring(value.from(), value.end()).strip());
    }

    /** A value in which spaces do not count, such as one in base64. */
    public Optional<String> compact(String name) {
        return get(name).map(value -> SPACES.matcher(value).replaceAll(""));
    }

    /** Whether the list begins with this tag. */
    public boolean beginsWith(String name) {
        return values.keySet().iterator().next().equals(name);
    }

    /** The list as it was written, but for the value of a tag. */
    String without(String name) {
        Value value = values.get(name);
        return value == null ? text : text.substring(0, value.from()) + text.substring(value.end());
    }
}
