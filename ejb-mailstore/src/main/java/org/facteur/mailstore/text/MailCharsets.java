package org.facteur.mailstore.text;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The charsets that messages name. Where a name stands for less than what its users write, the larger charset is meant; every
 * text without a charset, in US-ASCII or in one that nobody knows is read as UTF-8.
 */
final class MailCharsets {

    private static final Map<String, String> MEANT = Map.ofEntries(
            entry("us-ascii", "utf-8"),
            entry("ascii", "utf-8"),
            entry("ansi_x3.4-1968", "utf-8"),
            entry("iso-8859-1", "windows-1252"),
            entry("latin1", "windows-1252"),
            entry("iso-8859-8-i", "iso-8859-8"),
            entry("iso-8859-9", "windows-1254"),
            entry("gb2312", "gb18030"),
            entry("gbk", "gb18030"),
            entry("x-gbk", "gb18030"),
            entry("ks_c_5601-1987", "x-windows-949"),
            entry("euc-kr", "x-windows-949"),
            entry("shift_jis", "windows-31j"),
            entry("shift-jis", "windows-31j"),
            entry("x-sjis", "windows-31j"),
            entry("big5", "big5-hkscs"),
            entry("tis-620", "x-windows-874"),
            entry("cp-850", "ibm850"),
            entry("macintosh", "x-macroman"),
            entry("x-mac-roman", "x-macroman"));

    /** What nearly every message is written in. */
    private static final List<String> COMMON = List.of(
            "utf-8", "utf8", "iso-8859-2", "iso-8859-15", "windows-1250", "windows-1251", "windows-1252", "koi8-r");

    private static final Map<String, Charset> FREQUENT = new HashMap<>();

    static {
        COMMON.forEach(name -> FREQUENT.put(name, Charset.forName(name)));
        MEANT.forEach((name, meant) -> FREQUENT.put(name, supported(meant)));
    }

    /**
     * Every charset by all of its names in lower case. The runtime searches its providers anew for each name that it does not
     * know, and a header can hold thousands of those; loading all takes a while, so that the first unusual name does it.
     */
    private static final class Every {

        static final Map<String, Charset> BY_NAME = new HashMap<>();

        static {
            for (Charset charset : Charset.availableCharsets().values()) {
                if (isPlain(charset)) {
                    BY_NAME.put(charset.name().toLowerCase(Locale.ROOT), charset);
                    charset.aliases().forEach(alias -> BY_NAME.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
                }
            }
        }
    }

    private MailCharsets() {}

    private static Charset supported(String name) {
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** Not one that guesses, or switches between others: the names of these begin with x-. */
    private static boolean isPlain(Charset charset) {
        String name = charset.name().toLowerCase(Locale.ROOT);
        return !name.startsWith("x-") || name.startsWith("x-windows-") || name.startsWith("x-mac");
    }

    /** @param name as a parameter has it; null if there is none */
    static Charset lookup(@Nullable String name) {
        if (name == null) {
            return StandardCharsets.UTF_8;
        }
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        Charset frequent = FREQUENT.get(wanted);
        return frequent != null ? frequent : Every.BY_NAME.getOrDefault(wanted, StandardCharsets.UTF_8);
    }
}
