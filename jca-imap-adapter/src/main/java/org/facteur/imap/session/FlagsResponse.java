package org.facteur.imap.session;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.FetchValue;

/** How a client is told of the flags of one message without having asked, in what it has enabled. */
public final class FlagsResponse {

    private FlagsResponse() {}

    /**
     * The response for a message that is no ghost.
     *
     * @param recent the messages that are recent in this session
     * @param byUid whether the client names messages by UID at present; others may be told the UID as well
     */
    public static ImapResponse of(
            MailboxView view, int sequence, UidSet recent, EnabledExtensions enabled, boolean byUid) {
        return of(view, sequence, recent, enabled, byUid, true);
    }

    /** @param withFlags false if the client knows the flags, and is told the mod-sequence alone */
    static ImapResponse of(
            MailboxView view,
            int sequence,
            UidSet recent,
            EnabledExtensions enabled,
            boolean byUid,
            boolean withFlags) {
        long uid = view.uid(sequence);
        List<FetchValue> values = new ArrayList<>(3);
        if (!enabled.hidesNumbers() && (byUid || enabled.tellsUid())) {
            values.add(new FetchValue.Uid(uid));
        }
        if (withFlags) {
            values.add(new FetchValue.Flags(view.snapshot().flagTable(), view.flags(sequence), recent.contains(uid)));
        }
        if (enabled.tellsModSeq()) {
            values.add(new FetchValue.ModSeq(view.modSeq(sequence)));
        }
        return enabled.hidesNumbers()
                ? new ImapResponse.UidFetch(uid, values)
                : new ImapResponse.Fetch(sequence, values);
    }
}
