package org.facteur.mailstore.order;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.mailstore.search.MailboxFacts;

/**
 * What the messages of mailboxes are put in order by, for as long as they are in use: read a page at a time, and continued with
 * what arrives.
 */
@ApplicationScoped
public class OrderCache {

    /** The memory that each of the two kinds of columns may take, and the conversations made of them. */
    private static final long MAX_BYTES = 32L << 20;

    /** Messages in one statement. */
    private static final int PAGE = 1_000;

    @Inject
    private OrderRepository messages;

    private final Cache<MailboxId, ConversationColumns> conversations = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((MailboxId id, ConversationColumns columns) -> weight(columns.weight()))
            .build();

    private final Cache<MailboxId, AddressColumns> addresses = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((MailboxId id, AddressColumns columns) -> weight(columns.weight()))
            .build();

    private final Cache<MailboxId, KnownThreads> threads = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((MailboxId id, KnownThreads known) -> weight(known.weight()))
            .build();

    private static int weight(long octets) {
        return (int) Math.min(Integer.MAX_VALUE, 200 + octets);
    }

    /** @return columns of at least these messages, under the same ordinals */
    ConversationColumns conversations(MailboxId mailbox, MailboxFacts facts) {
        ConversationColumns known = conversations.getIfPresent(mailbox);
        if (known != null && facts.isContinuedBy(known.facts())) {
            return known;
        }
        ConversationColumns base =
                known != null && known.facts().isContinuedBy(facts) ? known : ConversationColumns.none(facts);
        ConversationColumns.Builder builder = new ConversationColumns.Builder(base, facts);
        for (int from = base.size(); from < facts.size(); from += PAGE) {
            messages.conversations(mailbox, facts.uid(from), below(facts, from + PAGE))
                    .forEach(builder::add);
        }
        ConversationColumns columns = builder.build();
        conversations.put(mailbox, columns);
        return columns;
    }

    /**
     * The conversations of some messages, those that were found last if they are of the same messages.
     *
     * @param ordinals of the messages; not to be changed
     * @param grown finds them
     */
    MessageThreads threads(
            MailboxId mailbox,
            ConversationColumns columns,
            ThreadAlgorithm algorithm,
            int[] ordinals,
            Supplier<MessageThreads> grown) {
        KnownThreads last = threads.getIfPresent(mailbox);
        if (last != null && last.are(columns, algorithm, ordinals)) {
            return last.threads();
        }
        MessageThreads found = grown.get();
        threads.put(mailbox, new KnownThreads(columns, algorithm, ordinals, found));
        return found;
    }

    /** @return columns of at least these messages, under the same ordinals */
    AddressColumns addresses(MailboxId mailbox, MailboxFacts facts) {
        AddressColumns known = addresses.getIfPresent(mailbox);
        if (known != null && facts.isContinuedBy(known.facts())) {
            return known;
        }
        AddressColumns base = known != null && known.facts().isContinuedBy(facts) ? known : AddressColumns.none(facts);
        AddressColumns.Builder builder = new AddressColumns.Builder(base, facts);
        for (int from = base.size(); from < facts.size(); from += PAGE) {
            messages.addresses(mailbox, facts.uid(from), below(facts, from + PAGE))
                    .forEach(builder::add);
        }
        AddressColumns columns = builder.build();
        addresses.put(mailbox, columns);
        return columns;
    }

    private static long below(MailboxFacts facts, int ordinal) {
        return facts.uid(Math.min(ordinal, facts.size()) - 1) + 1;
    }
}
