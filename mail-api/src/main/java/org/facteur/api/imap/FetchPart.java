package org.facteur.api.imap;

/** What a fetch reads beside the attributes that every {@link FetchedMessage} has. */
public enum FetchPart {
    /** The envelope and the MIME structure with its offsets. */
    STRUCTURE,
    /** What clients are told of the envelope and the structure, without either as objects. */
    FORMS,
    /** The header block up to and including its empty line, as long as it is within {@link FetchedMessage#MAX_HEADER}. */
    HEADER,
    /** All octets of a message that has at most {@link FetchedMessage#MAX_CONTENT}: a larger one is read as content. */
    CONTENT,
    /** The identifier of the conversation. */
    THREAD,
    /** How the text of the message begins. */
    PREVIEW,
    /** When the message came into its mailbox. */
    SAVE_DATE
}
