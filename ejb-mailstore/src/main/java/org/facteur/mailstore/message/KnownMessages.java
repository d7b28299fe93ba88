package org.facteur.mailstore.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.mailbox.MailboxId;
import org.jspecify.annotations.Nullable;

/**
 * Headers and structures of the messages that clients list again and again: the newest of the mailboxes that are open. A UID of a
 * mailbox never stands for another message, so nothing here has to be taken back; whether the message is still there is another
 * question, and not asked here.
 */
@ApplicationScoped
public class KnownMessages {

    /** The memory that it may take. */
    @Inject
    @ConfigProperty(name = "facteur.known.bytes", defaultValue = "67108864")
    private long maxBytes;

    private Cache<Key, LastingParts> known;

    private record Key(long mailbox, long uid) {}

    @PostConstruct
    void start() {
        known = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key key, LastingParts parts) -> parts.bytes())
                .build();
    }

    @Nullable
    LastingParts find(MailboxId mailbox, long uid) {
        return known.getIfPresent(new Key(mailbox.value(), uid));
    }

    void add(MailboxId mailbox, long uid, LastingParts parts) {
        known.asMap().merge(new Key(mailbox.value(), uid), parts, LastingParts::with);
    }
}
