package org.facteur.imap.handler;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.SelectOptions.Matches;
import org.facteur.imap.command.SelectOptions.Resync;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.Vanished;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.FlagsResponse;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.SelectedMailbox;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a mailbox since a client last knew it (RFC 7162 sections 3.2.5 and 3.2.6): what has gone comes first, then
 * each message that has changed, found while it is written.
 */
final class Resynchronization {

    /** So many pairs are compared; a client that gives more is told all that is gone. */
    private static final long MAX_MATCHES = 10_000;

    private final SelectedMailbox selected;
    private final ClientState client;
    private final UidSet known;
    private final long modSeq;
    private final UidSet vanished;

    private Resynchronization(
            SelectedMailbox selected, ClientState client, UidSet known, long modSeq, UidSet vanished) {
        this.selected = selected;
        this.client = client;
        this.known = known;
        this.modSeq = modSeq;
        this.vanished = vanished;
    }

    /** For a client that has just selected the mailbox. */
    static Resynchronization of(Resync resync, ClientState client) throws MailStoreException {
        SelectedMailbox selected = client.selected();
        UidSet all = UidSet.range(1, selected.view().snapshot().uidNext() - 1);
        UidSet known = resync.known() == null ? all : resync.known().intersection(all);
        UidSet vanished = vanished(client, known, resync.modSeq(), resync.matches());
        return new Resynchronization(selected, client, known, resync.modSeq(), vanished);
    }

    /**
     * The UIDs among {@code asked} that went after a mod-sequence. If the store has forgotten what went then, these are all that are
     * not there (RFC 7162 section 3.2.5.1): more than went since, and never fewer.
     */
    static UidSet vanished(ClientState client, UidSet asked, long modSeq) throws MailStoreException {
        return vanished(client, asked, modSeq, null);
    }

    private static UidSet vanished(ClientState client, UidSet asked, long modSeq, @Nullable Matches matches)
            throws MailStoreException {
        SelectedMailbox selected = client.selected();
        MailboxView view = selected.view();
        Optional<UidSet> logged = client.store().expungedSince(selected.id(), modSeq);
        UidSet candidates;
        if (logged.isPresent()) {
            candidates = logged.get().intersection(asked);
        } else {
            long same = matches == null ? 0 : lastMatch(matches, view);
            candidates = asked.intersection(UidSet.range(same + 1, UidSet.MAX_UID));
        }
        // What went after this client was told of it is told as what happens to it.
        return view.absent(candidates);
    }

    /** The greatest UID up to which the client knows exactly what is there: nothing went below it, or its number were another. */
    private static long lastMatch(Matches matches, MailboxView view) {
        if (matches.sequences().count() > MAX_MATCHES) {
            return 0;
        }
        Iterator<UidSet.Range> uids = matches.uids().ranges().iterator();
        UidSet.Range run = uids.next();
        long uid = run.first();
        long same = 0;
        for (UidSet.Range sequences : matches.sequences().ranges()) {
            for (long sequence = sequences.first(); sequence <= sequences.last(); sequence++) {
                if (sequence <= view.size() && view.uid((int) sequence) == uid) {
                    same = uid;
                }
                if (uid < run.last()) {
                    uid++;
                } else if (uids.hasNext()) {
                    run = uids.next();
                    uid = run.first();
                }
            }
        }
        return same;
    }

    Iterator<ImapResponse> responses() {
        return new Concatenation(Vanished.of(true, vanished).iterator(), new Changed());
    }

    /** The flags of the messages that have changed, or came. */
    private final class Changed implements Iterator<ImapResponse> {

        private final MailboxView view = selected.view();
        private int upcoming = from(1);

        private int from(int sequence) {
            int candidate = sequence;
            while ((candidate = view.firstChangedSince(modSeq, candidate)) > 0
                    && !known.contains(view.uid(candidate))) {
                candidate++;
            }
            return candidate;
        }

        @Override
        public boolean hasNext() {
            return upcoming > 0;
        }

        @Override
        public ImapResponse next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int sequence = upcoming;
            upcoming = from(sequence + 1);
            return FlagsResponse.of(view, sequence, selected.recent(), client.enabled(), true);
        }
    }
}
