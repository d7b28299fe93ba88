package org.facteur.mailstore.text;

import static java.util.Map.entry;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
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
            entry("cp-850", "ibm850"));

    private MailCharsets() {}

    /** @param name as a parameter has it; null if there is none */
    static Charset lookup(@Nullable String name) {
        if (name == null) {
            return StandardCharsets.UTF_8;
        }
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        String meant = MEANT.getOrDefault(wanted, wanted);
        // Some charsets of the runtime guess, or switch between others: their names begin with x-.
        if (meant.startsWith("x-") && !meant.startsWith("x-windows-") && !meant.startsWith("x-mac")) {
            return StandardCharsets.UTF_8;
        }
        try {
            Charset charset = Charset.forName(meant);
            return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
