package org.facteur.imap.handler;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.imap.command.ImapCommand.SearchMailboxes;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an ESEARCH in several mailboxes (RFC 7377 section 2.1): each is searched when its turn has come, and told of if
 * something is found there. One that is gone meanwhile, or may not be read, is passed over. When that takes long, the client is told how far it is
 * (RFC 9585).
 */
final class MailboxesReply implements Reply {

    /** How long a client waits before it is told that something is going on. */
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final ClientState client;
    private final String tag;
    private final SearchMailboxes command;
    private final Queue<MailboxListing> mailboxes;
    private final int count;
    private @Nullable Reply telling;
    private @Nullable Completion failure;
    private final LongSupplier clock;
    private long lastSaid;

    /** @param clock nanoseconds */
    MailboxesReply(ClientState client, List<MailboxListing> mailboxes, SearchMailboxes command, LongSupplier clock) {
        this.client = client;
        this.tag = client.tag();
        this.command = command;
        this.mailboxes = new ArrayDeque<>(mailboxes);
        this.count = mailboxes.size();
        this.clock = clock;
        this.lastSaid = clock.getAsLong();
    }

    @Override
    public boolean writeNext(ResponseWriter out) throws MailStoreException {
        if (telling == null && !mailboxes.isEmpty()) {
            telling = search(mailboxes.remove().name());
        }
        if (telling != null && !telling.writeNext(out)) {
            telling = null;
        }
        boolean more = telling != null || !mailboxes.isEmpty();
        if (out.written() > 0) {
            lastSaid = clock.getAsLong();
        } else if (more && clock.getAsLong() - lastSaid > PATIENCE_NANOS) {
            lastSaid = clock.getAsLong();
            out.write(StatusResponse.untagged(
                    Condition.OK,
                    new ResponseCode.InProgress(tag, count - mailboxes.size(), count),
                    "The search goes on"));
        }
        return more;
    }

    /** @return null if nothing is found */
    private @Nullable Reply search(MailboxName name) {
        try {
            MailboxSnapshot mailbox = client.store().select(client.account(), name);
            UidSet all = UidSet.range(1, mailbox.uidNext() - 1);
            SearchKey key = SearchCriteria.resolved(command.key(), mailbox, client.account());
            SearchResult result = SearchResult.find(client, mailbox.mailbox(), all, key, command.returned());
            return result.uids().isEmpty() ? null : told(name, mailbox, result);
        } catch (MailStoreException e) {
            if (e.reason() != Reason.NO_SUCH_MAILBOX
                    && e.reason() != Reason.NOT_SELECTABLE
                    && e.reason() != Reason.NOT_PERMITTED) {
                failure = client.failed(e);
                mailboxes.clear();
            }
            return null;
        }
    }

    private Reply told(MailboxName name, MailboxSnapshot mailbox, SearchResult result) {
        NumberRuns found = NumberRuns.of(result.uids());
        long modSeq = SearchCriteria.asksForModSeq(command.key())
                ? SearchAnswer.highestModSeq(SearchAnswer.meant(found, command.returned()), new MailboxView(mailbox))
                : 0;
        return new ExtendedReply(
                "ESEARCH",
                new Correlator(tag, name, mailbox.uidValidity()),
                true,
                found,
                command.returned(),
                SearchAnswer.scores(result.relevancy(), found, command.returned()),
                modSeq);
    }

    @Override
    public Completion completion() {
        return failure == null ? Completion.ok("ESEARCH completed") : failure;
    }
}
