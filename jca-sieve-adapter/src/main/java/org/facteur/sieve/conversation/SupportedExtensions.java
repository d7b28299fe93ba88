package org.facteur.sieve.conversation;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.sieve.SieveListener;
import org.jspecify.annotations.Nullable;

/** What scripts may require: asked for by the first client, and kept, since every client is told. Thread-safe. */
public final class SupportedExtensions {

    private final SieveListener listener;
    private volatile @Nullable List<String> known;

    public SupportedExtensions(SieveListener listener) {
        this.listener = listener;
    }

    List<String> names() throws MailStoreException {
        List<String> names = known;
        if (names == null) {
            names = List.copyOf(listener.extensions());
            known = names;
        }
        return names;
    }
}
