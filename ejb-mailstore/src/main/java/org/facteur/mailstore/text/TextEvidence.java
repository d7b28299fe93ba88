package org.facteur.mailstore.text;

import java.io.IOException;

/** Answers the keys about text for one message. */
public interface TextEvidence {

    /** @param condition the index among {@link MessageTextSearch#conditions} */
    Truth field(int condition) throws IOException;

    /** @param text the index among {@link MessageTextSearch#texts}; whether a header field of the message or of a part has it */
    Truth header(int text) throws IOException;

    /** @param text the index among {@link MessageTextSearch#texts}; whether the body has it */
    Truth body(int text) throws IOException;

    /** @param word the index among {@link MessageTextSearch#fieldWords} */
    Closeness fieldWord(int word) throws IOException;

    /** @param word the index among {@link MessageTextSearch#textWords}; as {@link #header} */
    Closeness headerWord(int word) throws IOException;

    /** @param word the index among {@link MessageTextSearch#textWords}; as {@link #body} */
    Closeness bodyWord(int word) throws IOException;
}
