package org.facteur.imap.handler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one page of a FETCH, in the order in which they are told. Small bodies are read several messages at a
 * time, before the first of them is told.
 */
final class FetchedPage {

    private final ImapListener store;
    private final AccountId account;
    private final MailboxId mailbox;
    private final Queue<MessageToTell> messages;
    private boolean lostSome;

    FetchedPage(ImapListener store, AccountId account, MailboxId mailbox, List<MessageToTell> messages) {
        this.store = store;
        this.account = account;
        this.mailbox = mailbox;
        this.messages = new ArrayDeque<>(messages);
    }

    /** Whether messages were passed over because they had gone before their octets were read. */
    boolean lostSome() {
        return lostSome;
    }

    /**
     * Takes the next message, with the octets that it begins with.
     *
     * @return null at the end of the page
     * @throws MailStoreException if octets cannot be read although their messages are there
     */
    @Nullable
    MessageToTell next() throws MailStoreException {
        while (!messages.isEmpty()) {
            try {
                prepare(messages.element());
                return messages.remove();
            } catch (MailStoreException e) {
                if (!dropGone()) {
                    throw e;
                }
            }
        }
        return null;
    }

    private void prepare(MessageToTell first) throws MailStoreException {
        if (!first.smallRanges().isEmpty()) {
            readSmall(first);
        }
        first.begin(store);
    }

    private void readSmall(MessageToTell first) throws MailStoreException {
        List<ContentRange> ranges = new ArrayList<>();
        List<MessageToTell> batch = new ArrayList<>();
        long octets = 0;
        for (MessageToTell next : messages) {
            List<ContentRange> ofNext = next.smallRanges();
            octets += octets(ofNext);
            if (octets > MessageToTell.MOST_READ && next != first) {
                break;
            }
            ranges.addAll(ofNext);
            batch.add(next);
        }
        Iterator<byte[]> read = store.read(ranges).iterator();
        batch.forEach(message -> message.takeSmall(read));
    }

    private static long octets(List<ContentRange> ranges) {
        return ranges.stream().mapToLong(ContentRange::length).sum();
    }

    /** Forgets messages that are gone; false if all are there, so that something else is wrong. */
    private boolean dropGone() throws MailStoreException {
        UidSet.Builder left = new UidSet.Builder();
        messages.forEach(message -> left.add(message.uid()));
        UidSet.Builder present = new UidSet.Builder();
        for (FetchedMessage message : store.fetch(account, mailbox, left.build(), Set.of())) {
            present.add(message.uid());
        }
        UidSet there = present.build();
        boolean dropped = messages.removeIf(message -> !there.contains(message.uid()));
        lostSome |= dropped;
        return dropped;
    }
}
