package org.facteur.api.pop3;

import java.util.List;
import org.facteur.api.content.ContentId;

/**
 * The messages of an account's INBOX as they were when its maildrop was opened, ascending by UID.
 *
 * @param lock proof of the exclusive access
 * @param uidValidity with a message's UID, its unique-id: stable for ever (RFC 1939 section 7)
 */
public record Maildrop(MaildropLock lock, long uidValidity, List<Message> messages) {

    public Maildrop {
        messages = List.copyOf(messages);
    }

    /** @param size octets, with CRLF line ends, without dot-stuffing */
    public record Message(long uid, long size, ContentId content) {}
}
