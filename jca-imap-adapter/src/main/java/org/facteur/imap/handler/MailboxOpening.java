package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;

/** What SELECT and EXAMINE have in common (RFC 3501 section 6.3.1). */
final class MailboxOpening {

    private MailboxOpening() {}

    static Reply reply(ClientState client, MailboxName name, boolean readOnly) throws MailStoreException {
        client.deselect();
        MailboxSnapshot snapshot = client.store().select(client.account(), name);
        SelectedMailbox selected = client.select(name, snapshot, readOnly);
        FlagTable flags = snapshot.flagTable();
        List<ImapResponse> responses = new ArrayList<>();
        responses.add(new ImapResponse.Flags(flags));
        responses.add(new ImapResponse.Exists(snapshot.size()));
        responses.add(new ImapResponse.Recent(selected.recentCount()));
        int unseen = snapshot.firstWithout(SystemFlag.SEEN.bit());
        if (unseen > 0) {
            responses.add(ok(new ResponseCode.Unseen(unseen), "The first unseen message"));
        }
        responses.add(
                readOnly
                        ? ok(new ResponseCode.PermanentFlags(List.of(), false), "No flag can be changed")
                        : ok(ResponseCode.PermanentFlags.of(flags), "What can be changed for good"));
        responses.add(ok(new ResponseCode.UidNext(snapshot.uidNext()), "The next UID"));
        responses.add(ok(new ResponseCode.UidValidity(snapshot.uidValidity()), "UIDs are valid"));
        return Reply.of(
                readOnly
                        ? Completion.ok(Word.READ_ONLY, "EXAMINE completed")
                        : Completion.ok(Word.READ_WRITE, "SELECT completed"),
                responses.iterator());
    }

    private static ImapResponse ok(ResponseCode code, String text) {
        return StatusResponse.untagged(Condition.OK, code, text);
    }
}
