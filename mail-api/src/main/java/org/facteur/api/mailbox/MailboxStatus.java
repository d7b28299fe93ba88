package org.facteur.api.mailbox;

/**
 * What STATUS tells of a mailbox that need not be selected (RFC 3501 section 6.3.10).
 *
 * @param id what tells it from every other mailbox, through renames
 * @param name as it was asked for
 * @param messages how many there are
 * @param recent how many no session has been told of as recent
 * @param uidNext the least UID that the next message can have
 * @param uidValidity 1 to 2^32-1
 * @param unseen how many lack {@code \Seen}
 * @param highestModSeq the last change (RFC 7162)
 * @param size octets of all messages (RFC 8438)
 */
public record MailboxStatus(
        MailboxId id,
        MailboxName name,
        long messages,
        long recent,
        long uidNext,
        long uidValidity,
        long unseen,
        long highestModSeq,
        long size) {}
