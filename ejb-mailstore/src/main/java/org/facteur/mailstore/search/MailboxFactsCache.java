package org.facteur.mailstore.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;

/** What never changes of the messages of mailboxes that are searched: read once, and continued with what arrives. */
@ApplicationScoped
public class MailboxFactsCache {

    /** The memory that all of them together may take. */
    private static final long MAX_BYTES = 64L << 20;

    /** Messages in one statement. */
    private static final int PAGE = 5_000;

    /** As many messages that are gone are carried along, and as many again as there are. */
    private static final int SPARE = 1_000;

    private static final int LOCKS = 256;

    @Inject
    private SearchRepository messages;

    private final Cache<MailboxId, MailboxFacts> known = Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((MailboxId id, MailboxFacts facts) ->
                    (int) Math.min(Integer.MAX_VALUE, 200L + (long) facts.size() * MailboxFacts.BYTES_OF_MESSAGE))
            .build();

    /** Two who ask for one mailbox at once wait for one query. */
    private final Object[] locks =
            IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

    /** What is known of the messages of a snapshot; of one that has been expunged since, perhaps nothing. */
    MailboxFacts of(MailboxSnapshot snapshot) {
        MailboxId mailbox = snapshot.mailbox();
        synchronized (locks[Math.floorMod(mailbox.hashCode(), LOCKS)]) {
            MailboxFacts facts = known.get(mailbox, id -> MailboxFacts.none());
            if (facts.size() > 2L * snapshot.size() + SPARE) {
                facts = MailboxFacts.none();
            }
            if (facts.uidNext() < snapshot.uidNext()) {
                facts = read(snapshot, facts);
                known.put(mailbox, facts);
            }
            return facts;
        }
    }

    private MailboxFacts read(MailboxSnapshot snapshot, MailboxFacts facts) {
        MailboxFacts.Builder builder = new MailboxFacts.Builder(facts);
        long from = facts.uidNext();
        while (from < snapshot.uidNext()) {
            from = messages.addFacts(snapshot.mailbox(), from, snapshot.uidNext(), PAGE, builder);
        }
        return builder.build(snapshot.uidNext());
    }
}
