package org.facteur.mailstore.sieve.script;

import java.util.EnumSet;
import java.util.Set;
import org.facteur.mailstore.sieve.syntax.InvalidScriptException;

/** The extensions that a script has required so far: nothing of another one may be used (RFC 5228 section 2.10.5). */
final class Requirements {

    private final Set<Extension> required = EnumSet.noneOf(Extension.class);

    void add(String wireName, int line) throws InvalidScriptException {
        if (!Extension.isAlwaysThere(wireName)) {
            required.add(Extension.of(wireName)
                    .orElseThrow(() -> new InvalidScriptException(
                            line, "The extension '" + printable(wireName) + "' is not supported")));
        }
    }

    boolean has(Extension extension) {
        return required.contains(extension);
    }

    /** @param what that needs the extension, for the owner of the script */
    void check(Extension extension, String what, int line) throws InvalidScriptException {
        if (!has(extension)) {
            throw new InvalidScriptException(line, what + " needs require \"" + extension.wireName() + "\"");
        }
    }

    /** What a script says, short and in one line, so that it can be said again. */
    static String printable(String text) {
        String start = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return start.replaceAll("[^ -~]", "?");
    }
}
