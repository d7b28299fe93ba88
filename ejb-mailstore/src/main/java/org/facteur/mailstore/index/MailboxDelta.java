package org.facteur.mailstore.index;

import org.facteur.api.mailbox.UidSet;

/**
 * What has happened in a mailbox up to a moment.
 *
 * @param changed new messages and those with changed flags
 * @param expunged what went, even of messages that came meanwhile
 */
record MailboxDelta(long uidNext, long highestModSeq, MessageColumns changed, UidSet expunged) {}
