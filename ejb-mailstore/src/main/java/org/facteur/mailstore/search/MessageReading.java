package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;

/** Reads messages one after the other for what the index of texts does not know; those that are gone are passed over. */
@ApplicationScoped
public class MessageReading {

    /** Messages whose heads are read by one statement: at most 64 KiB each, and their structures. */
    private static final int PAGE = 32;

    /** Looks into a message. */
    @FunctionalInterface
    interface Reader {

        /** @param index of the message, which the cursor has come to */
        void read(int index, OpenedMessage text) throws IOException;
    }

    @Inject
    private ContentOpener contents;

    void each(Undecided messages, MessageCursor cursor, MailboxFacts facts, Reader reader) throws MailStoreException {
        for (int from = 0; from < messages.size(); from += PAGE) {
            int to = Math.min(messages.size(), from + PAGE);
            Set<Long> page = new LinkedHashSet<>();
            for (int i = from; i < to; i++) {
                page.add(facts.content(messages.ordinal(i)));
            }
            Map<Long, OpenedMessage> opened = contents.open(page);
            for (int i = from; i < to; i++) {
                messages.comeTo(i, cursor);
                OpenedMessage text = opened.get(facts.content(cursor.ordinal()));
                if (text != null) {
                    read(i, text, reader);
                }
            }
        }
    }

    private static void read(int index, OpenedMessage text, Reader reader) throws MailStoreException {
        try {
            reader.read(index, text);
        } catch (IOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "A message cannot be read", e);
        }
    }
}
