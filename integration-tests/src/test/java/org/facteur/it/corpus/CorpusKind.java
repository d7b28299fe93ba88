package org.facteur.it.corpus;

import java.util.List;

/** What sort of message it is. */
public enum CorpusKind {
    PLAIN,
    FLOWED_QUOTED_PRINTABLE,
    TEXT_AND_HTML,
    ATTACHMENTS,
    FORWARDED,
    DIGEST,
    NESTED,
    INLINE_IMAGES,
    DELIVERY_REPORT,
    MAILING_LIST,
    ENCODED_HEADERS,
    EIGHT_BIT_HEADERS,
    EIGHT_BIT_BODY,
    FOREIGN_CHARSET,
    MANY_RECIPIENTS,
    CALENDAR,
    SIGNED,
    EMPTY_BODY,
    NO_MIME,
    ODD_BOUNDARIES,
    ODD_TYPES,
    ODD_ADDRESSES,
    ODD_HEADER_LINES,
    NO_LINE_END_AT_THE_END,
    DOTS,
    /** Lines beyond the 998 octets that SMTP allows: IMAP only. */
    LONG_LINES,
    LARGE_2_MIB,
    LARGE_8_MIB,
    LARGE_20_MIB;

    static final List<CorpusKind> USUAL = List.of(
            PLAIN,
            TEXT_AND_HTML,
            FLOWED_QUOTED_PRINTABLE,
            ATTACHMENTS,
            MAILING_LIST,
            ENCODED_HEADERS,
            FORWARDED,
            PLAIN,
            TEXT_AND_HTML,
            INLINE_IMAGES,
            NESTED,
            EIGHT_BIT_BODY,
            FOREIGN_CHARSET,
            DELIVERY_REPORT,
            TEXT_AND_HTML,
            CALENDAR,
            SIGNED,
            DIGEST,
            PLAIN,
            EIGHT_BIT_HEADERS,
            MANY_RECIPIENTS,
            EMPTY_BODY,
            NO_MIME,
            ODD_BOUNDARIES,
            ODD_TYPES,
            ODD_ADDRESSES,
            ODD_HEADER_LINES,
            NO_LINE_END_AT_THE_END,
            DOTS,
            LONG_LINES,
            ATTACHMENTS);

    /** Whether SMTP with 8BITMIME transports it as it is: its lines are short enough, and the last one ends. */
    public boolean isForSmtp() {
        return this != LONG_LINES && this != NO_LINE_END_AT_THE_END && this != EIGHT_BIT_HEADERS;
    }
}
