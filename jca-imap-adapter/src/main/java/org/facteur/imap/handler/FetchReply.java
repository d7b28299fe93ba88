package org.facteur.imap.handler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.FetchValue;
import org.facteur.imap.response.ImapResponse.Vanished;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.OwnChange;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a FETCH, page by page: what the store knows of some messages is read, then their bodies in batches or, large
 * ones, range by range; all of it only as fast as the client takes it.
 *
 * <p>Sequence numbers do not shift meanwhile: whatever changes is told without expunges. A message that has gone is passed
 * over, and a client that named it by its number is told so at the end (RFC 2180 section 4.1.2).
 */
final class FetchReply implements Reply {

    private static final FlagChange ADD_SEEN = new FlagChange(FlagChange.Mode.ADD, Flags.of(SystemFlag.SEEN));

    private final ClientState client;
    private final ImapListener store;
    private final SelectedMailbox selected;
    private final MessageSelection messages;
    private final FetchPlan plan;
    private final boolean byUid;
    private final boolean hidesNumbers;
    private final boolean tellsFlags;
    private final int pageSize;
    private final List<EntryPattern> entries;
    /** What goes before any message. */
    private final Queue<Vanished> vanished;

    /** The number of the next message that is not read yet; 0 at the end. */
    private int next;

    private @Nullable FetchedPage page;
    private @Nullable MessageToTell telling;
    private boolean someAreGone;
    private boolean someAreUndecodable;
    private @Nullable Completion failure;

    FetchReply(ClientState client, MessageSelection messages, FetchPlan plan, boolean byUid, List<Vanished> vanished) {
        this.client = client;
        this.store = client.store();
        this.selected = client.selected();
        this.messages = messages;
        this.plan = plan;
        this.byUid = byUid;
        this.hidesNumbers = client.enabled().hidesNumbers();
        this.tellsFlags = plan.tellsFlags();
        this.pageSize = plan.pageSize();
        this.entries = plan.annotations();
        this.vanished = new ArrayDeque<>(vanished);
        this.next = messages.next();
    }

    @Override
    public boolean writeNext(ResponseWriter out) throws MailStoreException {
        boolean more = true;
        while (more && out.written() < PIECE) {
            more = writeOne(out);
        }
        return more;
    }

    private boolean writeOne(ResponseWriter out) throws MailStoreException {
        if (telling != null) {
            telling = telling.writeNext(out, store) ? telling : null;
            return true;
        }
        ImapResponse gone = vanished.poll();
        ImapResponse update = gone == null ? selected.nextUpdate() : gone;
        if (update != null) {
            out.write(update);
            return true;
        }
        try {
            return plan.asksStore() ? findNext() : writeKnown(out);
        } catch (MailStoreException e) {
            // No response is begun: the client can be told properly.
            failure = client.failed(e);
            return false;
        }
    }

    /** Tells the next message from what the session knows. */
    private boolean writeKnown(ResponseWriter out) {
        if (next == 0) {
            return false;
        }
        int sequence = next;
        next = messages.next();
        MailboxView view = selected.view();
        if (view.isGhost(sequence)) {
            someAreGone = true;
            return true;
        }
        if (hidesNumbers) {
            out.beginUidFetch(view.uid(sequence));
        } else {
            out.beginFetch(sequence);
        }
        for (int i = 0; i < plan.items().size(); i++) {
            FetchItem item = plan.items().get(i);
            if (item instanceof FetchItem.Flags) {
                flags(view, sequence).writeTo(out);
            } else if (item instanceof FetchItem.ModSeq) {
                out.fetchModSeq(view.modSeq(sequence));
            } else {
                out.fetchUid(view.uid(sequence));
            }
        }
        out.endFetch();
        return true;
    }

    private FetchValue.Flags flags(MailboxView view, int sequence) {
        return new FetchValue.Flags(
                view.snapshot().flagTable(), view.flags(sequence), selected.isRecent(view.uid(sequence)));
    }

    /** Of a ghost, which has no number in the view, those that were read. */
    private FetchValue.Flags flags(MailboxView view, int sequence, FetchedMessage read) {
        return sequence > 0
                ? flags(view, sequence)
                : new FetchValue.Flags(view.snapshot().flagTable(), read.flags(), selected.isRecent(read.uid()));
    }

    /** Prepares the next message; the page before is told when this is called. */
    private boolean findNext() throws MailStoreException {
        if (page != null) {
            telling = page.next();
            someAreGone |= page.lostSome();
            page = telling == null ? null : page;
            return true;
        }
        if (next == 0) {
            return false;
        }
        page = readPage();
        return true;
    }

    private FetchedPage readPage() throws MailStoreException {
        int wanted = 0;
        UidSet.Builder uids = new UidSet.Builder();
        MailboxView view = selected.view();
        while (next != 0 && wanted < pageSize) {
            if (view.isGhost(next)) {
                someAreGone = true;
            } else {
                wanted++;
                uids.add(view.uid(next));
            }
            next = messages.next();
        }
        List<FetchedMessage> fetched = wanted == 0 ? List.of() : fetch(uids.build());
        if (fetched.size() < wanted) {
            someAreGone = true;
            selected.markStale();
        }
        boolean maySetSeen = !selected.isReadOnly() && selected.rights().has(Right.SEEN);
        UidSet seen = plan.setsSeen() && maySetSeen ? setSeen(fetched) : UidSet.EMPTY;
        Map<Long, List<MessageAnnotation>> annotations = entries.isEmpty() || fetched.isEmpty()
                ? Map.of()
                : store.messageAnnotations(client.account(), selected.id(), uids(fetched), entries);
        List<MessageToTell> told = new ArrayList<>(fetched.size());
        for (FetchedMessage message : fetched) {
            MessageToTell each = toTell(message, seen, annotations.getOrDefault(message.uid(), List.of()));
            someAreUndecodable |= each.hasUndecodable();
            told.add(each);
        }
        return new FetchedPage(store, client.account(), selected.id(), told);
    }

    private static UidSet uids(List<FetchedMessage> messages) {
        UidSet.Builder uids = new UidSet.Builder();
        messages.forEach(message -> uids.add(message.uid()));
        return uids.build();
    }

    private List<FetchedMessage> fetch(UidSet uids) throws MailStoreException {
        List<FetchedMessage> fetched =
                new ArrayList<>(store.fetch(client.account(), selected.id(), uids, plan.parts()));
        if (plan.parts().contains(FetchPart.HEADER) && !plan.parts().contains(FetchPart.STRUCTURE)) {
            addStructures(fetched);
        }
        return fetched;
    }

    /** Finds where a header ends that is too long to be kept apart. */
    private void addStructures(List<FetchedMessage> fetched) throws MailStoreException {
        UidSet.Builder uids = new UidSet.Builder();
        fetched.stream().filter(message -> message.header() == null).forEach(message -> uids.add(message.uid()));
        UidSet withoutHeader = uids.build();
        if (withoutHeader.isEmpty()) {
            return;
        }
        Map<Long, FetchedMessage> structured = new HashMap<>();
        Set<FetchPart> parts = EnumSet.copyOf(plan.parts());
        parts.add(FetchPart.STRUCTURE);
        store.fetch(client.account(), selected.id(), withoutHeader, parts)
                .forEach(each -> structured.put(each.uid(), each));
        fetched.replaceAll(message -> structured.getOrDefault(message.uid(), message));
        fetched.removeIf(message -> message.header() == null && message.structure() == null);
    }

    /**
     * Sets {@code \Seen} of those that lack it, all at once.
     *
     * @return the messages that have got it
     */
    private UidSet setSeen(List<FetchedMessage> fetched) throws MailStoreException {
        UidSet.Builder uids = new UidSet.Builder();
        for (FetchedMessage message : fetched) {
            if ((message.flags() & SystemFlag.SEEN.bit()) == 0) {
                uids.add(message.uid());
            }
        }
        UidSet unseen = uids.build();
        if (!unseen.isEmpty()) {
            store.store(client.account(), selected.id(), unseen, ADD_SEEN);
            selected.markStale();
            selected.refresh(false, new OwnChange(unseen, ADD_SEEN, OwnChange.Answer.ELSEWHERE, byUid));
        }
        return unseen;
    }

    private MessageToTell toTell(FetchedMessage message, UidSet seen, List<MessageAnnotation> annotations) {
        MailboxView view = selected.view();
        int sequence = view.sequenceOf(message.uid());
        boolean isGhost = view.isGhost(sequence);
        long modSeq = isGhost ? message.modSeq() : view.modSeq(sequence);
        boolean changed = !tellsFlags && seen.contains(message.uid());
        return new MessageToTell(
                hidesNumbers ? 0 : sequence,
                tellsFlags || changed ? flags(view, isGhost ? 0 : sequence, message) : null,
                modSeq,
                changed ? plan.itemsOfChange() : List.of(),
                message,
                annotations,
                plan.items());
    }

    /** Whether the store could not say all of it. */
    boolean hasFailed() {
        return failure != null;
    }

    @Override
    public Completion completion() {
        if (failure != null) {
            return failure;
        }
        if (someAreUndecodable) {
            return Completion.no(Word.UNKNOWN_CTE, "Some parts are in an encoding that is not known here");
        }
        return someAreGone && !byUid
                ? Completion.no(Word.EXPUNGEISSUED, "Some of the messages do not exist any more")
                : Completion.ok("FETCH completed");
    }
}
