package org.facteur.imap.language;

import org.facteur.wire.language.Language;
import org.facteur.wire.language.Texts;

/** What IMAP clients are told. */
public final class ImapTexts {

    private static final Texts TEXTS = Texts.beside(ImapTexts.class);

    private ImapTexts() {}

    /** A text in a language; in English if nobody has translated it. */
    public static String say(Language language, String english) {
        return TEXTS.say(language, english);
    }
}
