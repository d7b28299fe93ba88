package org.facteur.imap.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ChangedAnnotations;
import org.facteur.api.imap.ChangedAnnotations.Change;
import org.facteur.api.imap.ImapListener;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.FetchValue;
import org.jspecify.annotations.Nullable;

/**
 * Which annotations others have changed, for a client that wants to be told (RFC 5257 section 4.4): found a page at a time, while it is
 * told of those before. What the store cannot say now is told later.
 */
final class AnnotationUpdates {

    private final ImapListener store;
    private final AccountId account;
    private final EnabledExtensions enabled;
    /** The mod-sequences of the client's own changes, of which it is not told. */
    private final Set<Long> own = new HashSet<>();

    private final Deque<Change> found = new ArrayDeque<>();
    /** All up to here is told, or found; of what is between it and the next, that of UIDs up to the last. */
    private long told;

    private long next;
    private long lastUid;
    private long wanted;

    /** @param told the mod-sequence up to which the client knows everything */
    AnnotationUpdates(ImapListener store, AccountId account, EnabledExtensions enabled, long told) {
        this.store = store;
        this.account = account;
        this.enabled = enabled;
        this.told = told;
        this.next = told;
        this.wanted = told;
    }

    /** The client has made these changes itself. */
    void add(Set<Long> modSeqs) {
        own.addAll(modSeqs);
    }

    /** Everything up to a mod-sequence is to be told. */
    void changedUpTo(long modSeq) {
        wanted = modSeq;
    }

    /** The next message of which there is something to tell, numbered as in the view that the client knows; null if there is none. */
    @Nullable
    ImapResponse next(MailboxView view) {
        while (!found.isEmpty() || find(view)) {
            ImapResponse response = found.isEmpty() ? null : response(view);
            if (response != null) {
                return response;
            }
        }
        return null;
    }

    /** Whether something has been found, or may be by looking on. */
    private boolean find(MailboxView view) {
        if (told == next) {
            own.removeIf(modSeq -> modSeq <= told);
            next = wanted;
            lastUid = 0;
        }
        if (told == next) {
            return false;
        }
        ChangedAnnotations changed;
        try {
            changed = store.changedAnnotations(account, view.snapshot().mailbox(), told, next, lastUid);
        } catch (MailStoreException e) {
            return false;
        }
        for (Change change : changed.changes()) {
            lastUid = change.uid();
            if (!own.contains(change.modSeq())) {
                found.add(change);
            }
        }
        if (changed.complete()) {
            told = next;
        }
        return true;
    }

    private @Nullable ImapResponse response(MailboxView view) {
        long uid = found.element().uid();
        List<String> entries = new ArrayList<>();
        while (!found.isEmpty() && found.element().uid() == uid) {
            entries.add(found.remove().entry());
        }
        int sequence = view.sequenceOf(uid);
        if (sequence == 0 || view.isGhost(sequence)) {
            return null;
        }
        List<FetchValue> values = new ArrayList<>(2);
        if (!enabled.hidesNumbers() && enabled.tellsUid()) {
            values.add(new FetchValue.Uid(uid));
        }
        values.add(new FetchValue.AnnotationNames(entries));
        return enabled.hidesNumbers()
                ? new ImapResponse.UidFetch(uid, values)
                : new ImapResponse.Fetch(sequence, values);
    }
}
