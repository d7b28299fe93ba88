package org.facteur.api.imap;

import java.time.Instant;
import org.facteur.api.content.ContentId;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.StructureForms;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a message without reading its content.
 *
 * @param flags bits as the mailbox's {@link org.facteur.api.mailbox.FlagTable} names them
 * @param size octets, with CRLF line ends
 * @param structure present if {@link FetchPart#STRUCTURE} was asked for
 * @param forms present if {@link FetchPart#FORMS} was asked for
 * @param header present if {@link FetchPart#HEADER} was asked for and the block has at most {@link #MAX_HEADER} octets; a
 *     longer one is read as content
 * @param octets present if {@link FetchPart#CONTENT} was asked for and there are at most {@link #MAX_CONTENT}
 * @param threadId present if {@link FetchPart#THREAD} was asked for: the same of every message of a conversation, and for ever
 *     (RFC 8474 section 5.2)
 * @param preview at most {@link #MAX_PREVIEW} characters, possibly none; present if {@link FetchPart#PREVIEW} was asked for
 * @param saved when the message was delivered, appended or copied into its mailbox (RFC 8514); present if
 *     {@link FetchPart#SAVE_DATE} was asked for
 */
public record FetchedMessage(
        long uid,
        long modSeq,
        long flags,
        Instant internalDate,
        long size,
        ContentId content,
        @Nullable MessageStructure structure,
        @Nullable StructureForms forms,
        byte @Nullable [] header,
        byte @Nullable [] octets,
        @Nullable String threadId,
        @Nullable String preview,
        @Nullable Instant saved) {

    /** The largest message that is read with what is known of it: 16 KiB. */
    public static final int MAX_CONTENT = 16 << 10;

    /** Characters of the longest preview (RFC 8970 section 3.2). */
    public static final int MAX_PREVIEW = 200;

    /** The longest header block kept apart from the content: 64 KiB. */
    public static final int MAX_HEADER = 1 << 16;
}
