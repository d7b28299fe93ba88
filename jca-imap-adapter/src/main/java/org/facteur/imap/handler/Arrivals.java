package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey.Sequence.Range;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchModifiers;
import org.facteur.imap.command.ImapCommand.Fetch;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/**
 * The messages that come to the selected mailbox, of which a client is told what it wants to know (RFC 5465 section 5.2). Those count
 * that the client has been told of since it selected the mailbox, or asked for this.
 */
final class Arrivals {

    private final ClientState client;
    private final List<FetchItem> items;
    /** UIDs below have been fetched, or were there before. */
    private long next;

    /** @param items none if the client wants to know nothing */
    Arrivals(ClientState client, List<FetchItem> items) {
        this.client = client;
        this.items = items;
    }

    /** What comes to the mailbox that is selected now counts from here on. */
    void begin() {
        if (items.isEmpty() || !client.hasSelected()) {
            return;
        }
        next = uidNext();
        // What came before the mailbox was watched is told with the command in progress.
        client.connection().wake();
    }

    private long uidNext() {
        return client.selected().view().snapshot().uidNext();
    }

    /** Whether the client has been told of a message that is not fetched yet. */
    boolean isExpected() {
        return !items.isEmpty() && client.hasSelected() && uidNext() > next;
    }

    /** Those messages, before something else that is told. What the store cannot say now is fetched another time. */
    Reply fetch(Reply then) {
        SequenceSet messages = new SequenceSet(List.of(new Range(next, UidSet.MAX_UID)));
        Fetch command = new Fetch(true, messages, items, FetchModifiers.NONE);
        long fetchedUpTo = uidNext();
        FetchReply fetched = new FetchReply(
                client,
                new MessageSelection(client.selected().byUid(messages), FetchModifiers.NONE),
                FetchPlan.of(command, client.enabled()),
                true,
                List.of());
        return new Reply() {
            private boolean isFetched;

            @Override
            public boolean writeNext(ResponseWriter out) throws MailStoreException {
                if (isFetched) {
                    return then.writeNext(out);
                }
                if (!fetched.writeNext(out)) {
                    isFetched = true;
                    next = fetched.hasFailed() ? next : fetchedUpTo;
                }
                return true;
            }

            @Override
            public Completion completion() {
                return then.completion();
            }
        };
    }
}
