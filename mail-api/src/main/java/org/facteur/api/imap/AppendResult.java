package org.facteur.api.imap;

import org.facteur.api.mailbox.UidSet;

/**
 * What APPENDUID answers with (RFC 4315 section 3).
 *
 * @param uids of the messages, ascending in the order in which they were given
 */
public record AppendResult(long uidValidity, UidSet uids) {}
