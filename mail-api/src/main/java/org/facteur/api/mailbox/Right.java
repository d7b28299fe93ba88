package org.facteur.api.mailbox;

import java.util.Optional;

/** What an access control list lets an account do with a mailbox (RFC 4314 section 2.1). */
public enum Right {
    /** See that the mailbox is there, and subscribe to it. */
    LOOKUP('l'),
    /** Open it and read its messages, and ask for its status. */
    READ('r'),
    /** Change {@code \Seen}. */
    SEEN('s'),
    /** Change the other flags and the keywords, but not {@code \Deleted}. */
    WRITE('w'),
    /** Put messages into it. */
    INSERT('i'),
    /** Send mail to it; nothing that an IMAP client does asks for this right. */
    POST('p'),
    /** Make mailboxes below it. */
    CREATE('k'),
    /** Delete or rename the mailbox. */
    DELETE_MAILBOX('x'),
    /** Change {@code \Deleted}. */
    DELETE_MESSAGES('t'),
    /** Expunge messages. */
    EXPUNGE('e'),
    /** See and change the access control list. */
    ADMINISTER('a'),
    /** Change the annotations of messages that all share (RFC 5257 section 3.4). */
    ANNOTATE('n');

    private final char letter;

    Right(char letter) {
        this.letter = letter;
    }

    /** The letter that stands for it. */
    public char letter() {
        return letter;
    }

    /** The right that a letter stands for; the letters of RFC 2086 stand for none. */
    static Optional<Right> of(char letter) {
        for (Right right : values()) {
            if (right.letter == letter) {
                return Optional.of(right);
            }
        }
        return Optional.empty();
    }
}
