package org.facteur.mailstore.search;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.store.AlreadyClosedException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.mailstore.fulltext.TextAnswers;
import org.facteur.mailstore.fulltext.TextIndex;
import org.facteur.mailstore.text.MessageTextSearch;
import org.jspecify.annotations.Nullable;

/**
 * The index of texts of this node, as long as it works: without it everything is found by reading, and slowly. What is in it can
 * always be read again from the database.
 */
@ApplicationScoped
public class SearchIndex {

    private static final System.Logger LOG = System.getLogger(SearchIndex.class.getName());

    @Inject
    @ConfigProperty(name = "facteur.search.index", defaultValue = "true")
    private boolean wanted;

    @Inject
    @ConfigProperty(name = "facteur.search.dir")
    private Optional<String> folder;

    @Inject
    @ConfigProperty(name = "facteur.data.dir", defaultValue = "facteur-data")
    private String dataFolder;

    private volatile @Nullable TextIndex index;
    private boolean failed;

    /** Whether there is to be an index. */
    public boolean isWanted() {
        return wanted;
    }

    /** Where the files are. */
    public Path folder() {
        return folder.map(Path::of).orElseGet(() -> Path.of(dataFolder, "search"));
    }

    /** The index, opened if it is not; null if it cannot be, which is logged once. */
    @Nullable
    TextIndex open() {
        TextIndex present = index;
        if (present == null) {
            try {
                Files.createDirectories(folder());
                present = TextIndex.open(folder());
                index = present;
                failed = false;
            } catch (IOException e) {
                failed(e);
            }
        }
        return present;
    }

    /** The index, if it is open. */
    @Nullable
    TextIndex present() {
        return index;
    }

    /**
     * What the index answers; null if it does not.
     *
     * @param contents ascending, each once
     */
    @Nullable
    TextAnswers answer(MessageTextSearch search, long[] contents) {
        TextIndex present = index;
        if (present == null) {
            return null;
        }
        try {
            return present.answer(search, contents);
        } catch (AlreadyClosedException e) {
            return null;
        } catch (IOException | UncheckedIOException e) {
            failed(e);
            return null;
        }
    }

    /** Says once that the index does not work, and goes on without it. */
    void failed(Exception cause) {
        if (!failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The search index in {0} does not work, searches read the messages: {1}",
                    folder(),
                    cause.toString());
        }
        failed = true;
        close();
    }

    /** Octets of its files, about: they come and go. */
    public long octets() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    @PreDestroy
    void close() {
        TextIndex present = index;
        index = null;
        if (present != null) {
            try {
                present.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Closing the search index: {0}", e.toString());
            }
        }
    }
}
