package org.facteur.mailstore.order;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Comparator;

/** The collation {@code i;unicode-casemap} (RFC 5051): title case, decomposed, then by code points. */
final class CaseMap {

    /** Orders mapped texts by their code points, which is the order of their octets in UTF-8. */
    static final Comparator<String> ORDER = CaseMap::compare;

    private CaseMap() {}

    /** What a text is compared by: texts that only differ in case, or in how they are composed, become the same. */
    static String of(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        boolean ascii = true;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            mapped.appendCodePoint(Character.toTitleCase(c));
            ascii &= c < 0x80;
            i += Character.charCount(c);
        }
        return ascii ? mapped.toString() : Normalizer.normalize(mapped, Form.NFKD);
    }

    private static int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // In UTF-16 the surrogates of the highest characters come before some lower ones.
                boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
                return surrogates ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return left.length() - right.length();
    }
}
