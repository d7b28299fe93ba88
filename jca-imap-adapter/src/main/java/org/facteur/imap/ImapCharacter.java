package org.facteur.imap;

/** The character classes of RFC 3501 section 9, for octets as values from 0 to 255. */
public final class ImapCharacter {

    private ImapCharacter() {}

    /** {@code ATOM-CHAR}: neither space nor control, nor one of the specials. */
    public static boolean isAtomChar(int c) {
        return c > 0x20
                && c < 0x7f
                && switch (c) {
                    case '(', ')', '{', '%', '*', '"', '\\', ']' -> false;
                    default -> true;
                };
    }

    /** {@code ASTRING-CHAR}: {@code ATOM-CHAR} and {@code ]}. */
    public static boolean isAstringChar(int c) {
        return isAtomChar(c) || c == ']';
    }

    /** {@code list-char}: {@code ATOM-CHAR}, the wildcards and {@code ]}. */
    public static boolean isListChar(int c) {
        return isAstringChar(c) || c == '%' || c == '*';
    }

    /** What a tag is made of: {@code ASTRING-CHAR} except {@code +}. */
    public static boolean isTagChar(int c) {
        return isAstringChar(c) && c != '+';
    }

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
