package org.facteur.mailstore.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.network.TextLookup;
import org.facteur.mailstore.signing.RecordCheck.Publication;
import org.jspecify.annotations.Nullable;

/** Looks up what domains publish, the records of keys above all, with the name servers that whoever passes mail on lends. */
@ApplicationScoped
public class PublishedRecords {

    /** Longer than the name servers take to answer, or not to. */
    private static final int PATIENCE_SECONDS = 15;

    private volatile @Nullable TextLookup names;

    /** From now on these are asked, until the watch is closed. */
    public Watch askWith(TextLookup lookup) {
        names = lookup;
        return () -> {
            if (names == lookup) {
                names = null;
            }
        };
    }

    /** The texts of a name, none if there are none; empty if there is no answer now. */
    public Optional<List<String>> texts(String name) {
        TextLookup lookup = names;
        return lookup == null
                ? Optional.empty()
                : lookup.texts(name)
                        .thenApply(Optional::of)
                        .toCompletableFuture()
                        .completeOnTimeout(Optional.empty(), PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .exceptionally(failure -> Optional.empty())
                        .join();
    }

    /** All at once; one check for each record, in their order. */
    List<RecordCheck> check(List<KeyRecord> records) {
        TextLookup lookup = names;
        return records.stream()
                .map(record -> lookup == null
                        ? CompletableFuture.completedFuture(new RecordCheck(record, Publication.UNANSWERED))
                        : check(record, lookup))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static CompletableFuture<RecordCheck> check(KeyRecord record, TextLookup lookup) {
        return lookup.texts(record.name())
                .thenApply(texts -> RecordCheck.of(record, texts))
                .toCompletableFuture()
                .completeOnTimeout(new RecordCheck(record, Publication.UNANSWERED), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .exceptionally(failure -> new RecordCheck(record, Publication.UNANSWERED));
    }
}
