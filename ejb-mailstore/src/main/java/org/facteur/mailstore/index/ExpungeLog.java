package org.facteur.mailstore.index;

import org.facteur.api.mailbox.UidSet;

/**
 * What went from a mailbox after a mod-sequence.
 *
 * @param from the mod-sequence after which every expunge is known; what went before may be missing
 */
record ExpungeLog(long from, UidSet expunged) {}
