package org.facteur.imap.store;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** {@code i;unicode-casemap} (RFC 5051), plainly. */
final class CaseMap {

    private CaseMap() {}

    static String of(String text) {
        StringBuilder titled = new StringBuilder();
        text.codePoints().map(Character::toTitleCase).forEach(titled::appendCodePoint);
        return Normalizer.normalize(titled, Form.NFKD);
    }
}
