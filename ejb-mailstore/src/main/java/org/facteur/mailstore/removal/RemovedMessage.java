package org.facteur.mailstore.removal;

import java.time.Instant;
import org.facteur.api.mailbox.MailboxName;

/**
 * A message that was removed and can be had back.
 *
 * @param mailbox the name that its mailbox had
 * @param subject decoded; empty if it has none
 * @param sender the first address of From with its name, decoded; empty if there is none
 * @param arrived its internal date
 * @param size octets
 */
public record RemovedMessage(
        RemovedMessageId id,
        MailboxName mailbox,
        String subject,
        String sender,
        Instant arrived,
        long size,
        Instant removed) {}
