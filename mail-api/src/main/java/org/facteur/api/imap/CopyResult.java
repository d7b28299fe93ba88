package org.facteur.api.imap;

import org.facteur.api.mailbox.UidSet;

/**
 * What COPYUID answers with (RFC 4315 section 3); {@code source} and {@code target} count the same and pair in ascending
 * order, and both are empty when none of the messages was there any more.
 *
 * @param uidValidity of the target
 */
public record CopyResult(long uidValidity, UidSet source, UidSet target) {}
