package org.facteur.api.sieve;

/**
 * The name of a script, case-sensitive (RFC 5804 section 1.6): 1 to {@value #MAX_LENGTH} characters of Unicode, no control
 * character and no line separator among them.
 */
public record ScriptName(String value) {

    /** As many as RFC 5804 wants of a server; counted in code points. */
    public static final int MAX_LENGTH = 128;

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    /** @throws IllegalArgumentException if the text is no legal name */
    public ScriptName {
        if (value.isEmpty() || value.codePointCount(0, value.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("The name of a script has 1 to " + MAX_LENGTH + " characters");
        }
        if (value.codePoints().anyMatch(ScriptName::isIllegal)) {
            throw new IllegalArgumentException("The name of a script holds a control character");
        }
    }

    private static boolean isIllegal(int c) {
        return Character.isISOControl(c)
                || c == LINE_SEPARATOR
                || c == PARAGRAPH_SEPARATOR
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return value;
    }
}
