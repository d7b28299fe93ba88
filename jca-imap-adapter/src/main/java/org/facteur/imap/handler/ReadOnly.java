package org.facteur.imap.handler;

import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.SelectedMailbox;

/** What a mailbox that is open for reading only does not let its client do (RFC 3501 section 6.3.2). */
final class ReadOnly {

    private ReadOnly() {}

    /** @throws CommandRefusedException if the mailbox is open for reading only */
    static void refuse(SelectedMailbox selected) throws CommandRefusedException {
        if (selected.isReadOnly()) {
            throw new CommandRefusedException(Completion.no(Word.READ_ONLY, "The mailbox is open for reading only"));
        }
    }
}
