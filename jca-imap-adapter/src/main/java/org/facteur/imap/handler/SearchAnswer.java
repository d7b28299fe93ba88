package org.facteur.imap.handler;

import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.Relevancy;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.command.SearchReturn.Item;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What SEARCH and SORT have in common when it is known what they have found: what is saved of it, and how it is told.
 *
 * @param command SEARCH, SORT or ESEARCH
 * @param correlator what the answer belongs to
 * @param uid whether the client is told UIDs
 * @param returned what it wants to know; null: the answer of RFC 3501 or RFC 5256
 * @param tellsModSeq whether it asked for messages by mod-sequence, and is told the highest (RFC 7162 section 3.1.5)
 */
record SearchAnswer(
        String command,
        Correlator correlator,
        boolean uid,
        @Nullable SearchReturn returned,
        boolean tellsModSeq) {

    /**
     * @param found UIDs in the order in which they are told
     * @param relevancy of those that are told, if the client wants to know it
     */
    Reply reply(ClientState client, NumberRuns found, Relevancy relevancy) {
        MailboxView view = client.selected().view();
        if (returned == null) {
            return new NumbersReply(
                    command, numbers(found, view), tellsModSeq ? highestModSeq(found.toSet(), view) : 0);
        }
        NumberRuns known = uid ? found : found.map(number -> view.sequenceOf(number) > 0 ? number : 0);
        UidSet meant = meant(known, returned);
        if (returned.has(Item.SAVE)) {
            client.selected().save(meant);
        }
        if (returned.savesOnly()) {
            return Reply.of(Completion.ok(command + " completed"));
        }
        byte[] scores = scores(relevancy, known, returned);
        long modSeq = tellsModSeq ? highestModSeq(meant, view) : 0;
        return new ExtendedReply(command, correlator, uid, numbers(known, view), returned, scores, modSeq);
    }

    /** How well the messages match that are told, in the order in which they are; none if nobody asked (RFC 6203 section 4). */
    static byte[] scores(Relevancy relevancy, NumberRuns found, SearchReturn returned) {
        if (!returned.has(Item.RELEVANCY)) {
            return new byte[0];
        }
        NumberRuns told = told(found, returned);
        byte[] scores = new byte[Math.toIntExact(told.count())];
        int place = 0;
        for (UidSet.Range run : told) {
            for (long uid = run.first(); uid <= run.last(); uid++) {
                scores[place++] = (byte) relevancy.of(uid);
            }
        }
        return scores;
    }

    /** The messages that are told. */
    static NumberRuns told(NumberRuns found, SearchReturn returned) {
        if (returned.part() != null) {
            return found.part(returned.part());
        }
        return returned.isAboutAll() ? found : NumberRuns.of(meant(found, returned));
    }

    private NumberRuns numbers(NumberRuns uids, MailboxView view) {
        return uid ? uids : uids.in(view);
    }

    /**
     * The messages that the result options mean: all that were found, unless only some of them are told (RFC 5182 section 2.1, RFC
     * 9394 section 3.2; the same of mod-sequences, RFC 7162 section 3.1.10).
     */
    static UidSet meant(NumberRuns found, SearchReturn returned) {
        if (returned.isAboutAll()) {
            return found.toSet();
        }
        UidSet meant = returned.part() == null
                ? UidSet.EMPTY
                : found.part(returned.part()).toSet();
        if (!found.isEmpty() && returned.has(Item.MIN)) {
            meant = meant.union(UidSet.of(found.first()));
        }
        if (!found.isEmpty() && returned.has(Item.MAX)) {
            meant = meant.union(UidSet.of(found.last()));
        }
        return meant;
    }

    static long highestModSeq(UidSet uids, MailboxView view) {
        long[] highest = new long[1];
        uids.forEach(number -> {
            int sequence = view.sequenceOf(number);
            if (sequence > 0 && !view.isGhost(sequence)) {
                highest[0] = Math.max(highest[0], view.modSeq(sequence));
            }
        });
        return highest[0];
    }
}
