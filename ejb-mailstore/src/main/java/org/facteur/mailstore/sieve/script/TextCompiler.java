package org.facteur.mailstore.sieve.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.mailstore.sieve.script.Text.Literal;
import org.facteur.mailstore.sieve.script.Text.Matched;
import org.facteur.mailstore.sieve.script.Text.Piece;
import org.facteur.mailstore.sieve.script.Text.Variable;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;

/** Finds what stands for something else in the strings of a script; without the extension it stands for itself. */
final class TextCompiler {

    /** RFC 5228 section 2.4.2.4. */
    private static final Pattern ENCODED =
            Pattern.compile("\\$\\{(hex|unicode):([0-9a-f \\t\\r\\n]+)}", Pattern.CASE_INSENSITIVE);

    /** RFC 5229 section 3; of the namespaces that a name may have there is none. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:([0-9]{1,9})|([A-Za-z_][A-Za-z0-9_]*))}");

    private final Requirements requirements;

    TextCompiler(Requirements requirements) {
        this.requirements = requirements;
    }

    Text compile(String string, int line) throws InvalidScriptException {
        String decoded = requirements.has(Extension.ENCODED_CHARACTER) ? decode(string, line) : string;
        return requirements.has(Extension.VARIABLES) ? references(decoded) : Text.of(decoded);
    }

    private static Text references(String string) {
        List<Piece> pieces = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(string);
        int from = 0;
        while (matcher.find()) {
            if (matcher.start() > from) {
                pieces.add(new Literal(string.substring(from, matcher.start())));
            }
            String number = matcher.group(1);
            pieces.add(
                    number != null
                            ? new Matched(Integer.parseInt(number))
                            : new Variable(matcher.group(2).toLowerCase(Locale.ROOT)));
            from = matcher.end();
        }
        if (from < string.length()) {
            pieces.add(new Literal(string.substring(from)));
        }
        return new Text(pieces);
    }

    private static String decode(String string, int line) throws InvalidScriptException {
        StringBuilder decoded = new StringBuilder();
        Matcher matcher = ENCODED.matcher(string);
        int from = 0;
        while (matcher.find()) {
            String numbers = matcher.group(2).strip();
            boolean hex = matcher.group(1).equalsIgnoreCase("hex");
            if (!numbers.isEmpty() && isWellFormed(numbers, hex)) {
                decoded.append(string, from, matcher.start());
                decoded.append(hex ? octets(numbers) : characters(numbers, line));
                from = matcher.end();
            }
        }
        return decoded.append(string.substring(from)).toString();
    }

    private static boolean isWellFormed(String numbers, boolean hex) {
        for (String number : numbers.split("\\s+")) {
            if (hex ? number.length() > 2 : number.replaceFirst("^0+", "").length() > 6) {
                return false;
            }
        }
        return true;
    }

    private static String octets(String numbers) {
        String[] each = numbers.split("\\s+");
        byte[] octets = new byte[each.length];
        for (int i = 0; i < each.length; i++) {
            octets[i] = (byte) Integer.parseInt(each[i], 16);
        }
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static String characters(String numbers, int line) throws InvalidScriptException {
        StringBuilder characters = new StringBuilder();
        for (String number : numbers.split("\\s+")) {
            int c = Integer.parseInt(number, 16);
            if (!Character.isValidCodePoint(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw new InvalidScriptException(line, "U+" + number + " is no character");
            }
            characters.appendCodePoint(c);
        }
        return characters.toString();
    }
}
