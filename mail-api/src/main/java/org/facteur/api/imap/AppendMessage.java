package org.facteur.api.imap;

import java.time.Instant;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.Flags;

/**
 * A message that a client stores by APPEND.
 *
 * @param flags the flags it begins with
 * @param internalDate as the client gives it, or the moment of its arrival; seconds count
 * @param source its octets, complete
 */
public record AppendMessage(Flags flags, Instant internalDate, MessageSource source) {}
