package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.SequenceRanges;

/** What COPY and MOVE have in common. */
final class Transfer {

    private Transfer() {}

    /**
     * The messages to be copied or moved, all or none of them (RFC 3501 section 6.4.7, RFC 2180 section 4.4).
     *
     * @throws CommandRefusedException if one that was named by number is gone
     */
    static SequenceRanges messages(SequenceSet set, boolean byUid, ClientState client)
            throws MailStoreException, CommandRefusedException {
        SequenceRanges messages = client.messages(set, byUid);
        if (!byUid && messages.holdsGhost()) {
            throw new CommandRefusedException(
                    Completion.no(Word.EXPUNGEISSUED, "Some of the messages do not exist any more"));
        }
        return messages;
    }
}
