package org.facteur.pop3.language;

import org.facteur.wire.language.Language;
import org.facteur.wire.language.Texts;

/** What POP3 clients are told. */
public final class Pop3Texts {

    private static final Texts TEXTS = Texts.beside(Pop3Texts.class);

    private Pop3Texts() {}

    /** A text in a language; in English if nobody has translated it. */
    public static String say(Language language, String english) {
        return TEXTS.say(language, english);
    }
}
