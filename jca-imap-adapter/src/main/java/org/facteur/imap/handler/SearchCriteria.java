package org.facteur.imap.handler;

import java.util.List;
import java.util.function.LongUnaryOperator;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortBy;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.command.SearchReturn.Item;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.SelectedMailbox;
import org.jspecify.annotations.Nullable;

/**
 * What SEARCH, SORT and THREAD share: only this session understands sequence numbers, {@code \Recent} and {@code $}.
 *
 * @param key as the store understands it
 * @param asksForModSeq whether the client looks for messages by mod-sequence
 * @param returned what it wants to know; null: the answer of RFC 3501 or RFC 5256
 */
record SearchCriteria(
        SearchKey key, boolean asksForModSeq, @Nullable SearchReturn returned) {

    /**
     * Understands a key in the mailbox as it is now, as far as the client may be told.
     *
     * <p>If the result is to be saved, what was saved before is gone, even if the search fails (RFC 5182 section 2.1).
     *
     * @throws CommandRefusedException BAD for the tag of a search that is being updated (RFC 5267 section 4.3)
     */
    static SearchCriteria of(SearchKey key, @Nullable SearchReturn returned, ClientState client)
            throws MailStoreException, CommandRefusedException {
        SelectedMailbox selected = client.selected();
        if (returned != null
                && returned.has(Item.UPDATE)
                && selected.updatedSearches().has(client.tag())) {
            throw new CommandRefusedException(Completion.bad("A search with that tag is being updated"));
        }
        selected.refresh(false);
        boolean asksForModSeq = asksForModSeq(key);
        if (asksForModSeq) {
            client.enable(Extension.CONDSTORE);
        }
        requireFuzzy(key, returned);
        SearchKey resolved = resolved(key, client);
        if (returned != null && returned.has(Item.SAVE)) {
            selected.save(UidSet.EMPTY);
        }
        return new SearchCriteria(resolved, asksForModSeq, returned);
    }

    /** Whether the client wants to be told how the result changes. */
    boolean isUpdated() {
        return returned != null && returned.has(Item.UPDATE);
    }

    /** Tells the client of changes of the result from now on, if it knows it by UIDs and it is not too much. */
    void keepUpdated(ClientState client, boolean uid, List<SortCriterion> order, UidSet result, UidList sorted) {
        SelectedMailbox selected = client.selected();
        boolean isStable = order.stream().noneMatch(criterion -> mayChange(criterion.key()));
        if (!uid) {
            refuseUpdate(client, "Only a search by UID is updated");
        } else if (!isStable) {
            refuseUpdate(client, "An order by RELEVANCY or ANNOTATION is not updated");
        } else if (!selected.updatedSearches().add(client.tag(), key, order, result, sorted, selected.view())) {
            refuseUpdate(client, "Too many results are being updated");
        }
    }

    /** Whether messages that stay in a result may change their places in it. */
    private static boolean mayChange(SortBy key) {
        return key == SortKey.RELEVANCY || key instanceof SortBy.AnnotationValueFor;
    }

    /** Tells the client, if it wanted to hear of changes, that it will not: it has not been told all of the result. */
    void leaveAsItIs(ClientState client) {
        if (isUpdated()) {
            refuseUpdate(client, "The result is not complete");
        }
    }

    private static void refuseUpdate(ClientState client, String why) {
        client.selected().announce(StatusResponse.untagged(Condition.NO, new ResponseCode.NoUpdate(client.tag()), why));
    }

    /** How the result is told. */
    SearchAnswer answer(String command, Correlator correlator, boolean uid) {
        return new SearchAnswer(command, correlator, uid, returned, asksForModSeq);
    }

    /** Whether only the session with its selected mailbox understands the key. */
    static boolean isOfSession(SearchKey key) {
        return key.holds(each -> each instanceof SearchKey.Sequence || each instanceof SearchKey.Saved);
    }

    /**
     * Only a fuzzy search knows how well messages match (RFC 6203 section 4).
     *
     * @throws CommandRefusedException BAD if a client wants to know it of another one
     */
    static void requireFuzzy(SearchKey key, @Nullable SearchReturn returned) throws CommandRefusedException {
        if (returned != null && returned.has(Item.RELEVANCY)) {
            requireFuzzy(key);
        }
    }

    /** As {@link #requireFuzzy(SearchKey, SearchReturn)}, of a search that does need to be fuzzy. */
    static void requireFuzzy(SearchKey key) throws CommandRefusedException {
        if (!key.holds(SearchKey.Fuzzy.class::isInstance)) {
            throw new CommandRefusedException(Completion.bad("RELEVANCY goes with FUZZY"));
        }
    }

    /** Whether the client looks for messages by mod-sequence. */
    static boolean asksForModSeq(SearchKey key) {
        return key.holds(SearchKey.ModSeq.class::isInstance);
    }

    /**
     * The key as the store understands it, in a mailbox that is not selected: nothing in it is recent in this session.
     *
     * @param viewer who searches
     */
    static SearchKey resolved(SearchKey key, MailboxSnapshot mailbox, AccountId viewer) {
        long last = mailbox.size() == 0 ? 0 : mailbox.uid(mailbox.size());
        return key.map(each -> {
            if (each instanceof SearchKey.UidSequence uids) {
                return new SearchKey.Uids(SequenceSet.resolve(uids.ranges(), last));
            }
            return each instanceof SearchKey.Recent ? new SearchKey.Uids(UidSet.EMPTY) : resolvedAnywhere(each, viewer);
        });
    }

    /** The key as the store understands it: what only this session knows becomes sets of UIDs. */
    private static SearchKey resolved(SearchKey key, ClientState client) throws CommandRefusedException {
        SelectedMailbox selected = client.selected();
        return key.map(each -> {
            if (each instanceof SearchKey.Sequence sequence) {
                return new SearchKey.Uids(
                        client.bySequence(new SequenceSet(sequence.ranges())).uidRanges());
            }
            if (each instanceof SearchKey.UidSequence uids) {
                return new SearchKey.Uids(
                        selected.byUid(new SequenceSet(uids.ranges())).uidRanges());
            }
            if (each instanceof SearchKey.Recent) {
                return new SearchKey.Uids(selected.recent());
            }
            return each instanceof SearchKey.Saved
                    ? new SearchKey.Uids(selected.saved())
                    : resolvedAnywhere(each, client.account());
        });
    }

    private static SearchKey resolvedAnywhere(SearchKey key, AccountId viewer) {
        if (key instanceof SearchKey.Annotated annotated) {
            return new SearchKey.AnnotatedFor(viewer, annotated);
        }
        return key instanceof SearchKey.Fuzzy fuzzy && !isText(fuzzy.key()) ? fuzzy.key() : key;
    }

    private static boolean isText(SearchKey key) {
        return key instanceof SearchKey.Header || key instanceof SearchKey.Body || key instanceof SearchKey.Text;
    }

    /** The number by which the client is told of a message: its UID, or its sequence number, which is 0 if it knows none. */
    static LongUnaryOperator numbers(MailboxView view, boolean asUids) {
        return asUids ? LongUnaryOperator.identity() : view::sequenceOf;
    }
}
