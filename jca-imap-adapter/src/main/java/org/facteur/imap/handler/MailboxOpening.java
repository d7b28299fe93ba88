package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.SelectOptions;
import org.facteur.imap.command.SelectOptions.Resync;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.jspecify.annotations.Nullable;

/** What SELECT and EXAMINE have in common (RFC 3501 section 6.3.1, RFC 7162). */
final class MailboxOpening {

    private MailboxOpening() {}

    /** @param examine whether the client asks not to change anything; without any right to it cannot either (RFC 4314 section 4) */
    static Reply reply(ClientState client, MailboxName name, boolean examine, SelectOptions options)
            throws MailStoreException, CommandRefusedException {
        Resync resync = options.resync();
        if (resync != null && !client.enabled().has(Extension.QRESYNC)) {
            throw new CommandRefusedException(Completion.bad("QRESYNC is not enabled"));
        }
        boolean leavesAnother = client.hasSelected();
        client.deselect();
        if (options.condstore()) {
            client.enable(Extension.CONDSTORE);
        }
        SelectedMailbox selected = client.select(name, examine);
        MailboxSnapshot snapshot = selected.view().snapshot();
        boolean readOnly = selected.isReadOnly();
        if (options.annotate()) {
            selected.askForAnnotations();
        }
        FlagTable flags = snapshot.flagTable();
        List<ImapResponse> responses = new ArrayList<>();
        if (leavesAnother) {
            responses.add(ok(Word.CLOSED, "The mailbox before is closed"));
        }
        responses.add(new ImapResponse.Flags(flags));
        responses.add(new ImapResponse.Exists(snapshot.size()));
        if (client.enabled().tellsRecent()) {
            responses.add(new ImapResponse.Recent(selected.recentCount()));
        } else {
            responses.add(new ImapResponse.MailboxLine(false, List.of(), name.value(), List.of()));
        }
        int unseen = snapshot.firstWithout(SystemFlag.SEEN.bit());
        if (unseen > 0 && client.enabled().tellsRecent() && !client.enabled().hidesNumbers()) {
            responses.add(ok(new ResponseCode.Unseen(unseen), "The first unseen message"));
        }
        responses.add(
                readOnly
                        ? ok(new ResponseCode.PermanentFlags(List.of(), false), "No flag can be changed")
                        : ok(ResponseCode.PermanentFlags.of(flags, selected.rights()), "What can be changed for good"));
        responses.add(
                examine
                        ? ok(Word.ANNOTATIONS_READ_ONLY, "No message can be annotated")
                        : ok(new ResponseCode.Annotations(MessageAnnotation.MAX_VALUE), "Messages can be annotated"));
        responses.add(ok(Word.URLMECH, "URLs can be given away"));
        responses.add(ok(new ResponseCode.UidNext(snapshot.uidNext()), "The next UID"));
        responses.add(ok(new ResponseCode.UidValidity(snapshot.uidValidity()), "UIDs are valid"));
        responses.add(ok(new ResponseCode.MailboxObjectId(snapshot.mailbox()), "The mailbox, whatever its name"));
        responses.add(ok(new ResponseCode.HighestModSeq(snapshot.highestModSeq()), "The last change"));
        Iterator<ImapResponse> changes = changes(resync, client);
        return Reply.of(
                Completion.ok(
                        readOnly ? Word.READ_ONLY : Word.READ_WRITE,
                        examine ? "EXAMINE completed" : "SELECT completed"),
                new Concatenation(responses.iterator(), changes));
    }

    /** A mailbox that has been made anew has another UIDVALIDITY: nothing that the client knows is of use then. */
    private static Iterator<ImapResponse> changes(@Nullable Resync resync, ClientState client)
            throws MailStoreException {
        if (resync == null
                || resync.uidValidity() != client.selected().view().snapshot().uidValidity()) {
            return Collections.emptyIterator();
        }
        try {
            return Resynchronization.of(resync, client).responses();
        } catch (MailStoreException e) {
            client.deselect();
            throw e;
        }
    }

    private static ImapResponse ok(ResponseCode code, String text) {
        return StatusResponse.untagged(Condition.OK, code, text);
    }
}
