package org.facteur.mailstore.search;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.lucene.store.AlreadyClosedException;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.fulltext.IndexProgress;
import org.facteur.mailstore.fulltext.MessageDocument;
import org.facteur.mailstore.fulltext.TextIndex;
import org.facteur.mailstore.persistence.ServerLease;
import org.facteur.mailstore.start.StoreStartup;
import org.facteur.mailstore.text.MessageTexts;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the search index up in the background: a bounded piece of work every other second, in one thread, longer ones while
 * nobody else waits for the processors. It goes by the contents in the database, so it does not matter which node wrote them, or
 * whether anybody said so.
 *
 * <p>Ids ascend as contents are begun, and may be committed in another order. So what lies before the newest indexed one is
 * looked through again a minute later; and all of it, page by page, for contents that have been removed.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SearchIndexer {

    private static final System.Logger LOG = System.getLogger(SearchIndexer.class.getName());

    /** Messages whose heads are read by one statement. */
    private static final int PAGE = 32;

    /** Contents whose ids are compared with the index at once. */
    private static final int COMPARED = 5_000;

    private static final Duration PIECE = Duration.ofMillis(500);

    /** While nobody else waits for the processors: nearly all the time between two calls of the clock. */
    private static final Duration LONG_PIECE = Duration.ofMillis(1_800);

    /** How many times as long as it has worked it rests while others want them: a tenth of one processor. */
    private static final int REST = 9;

    /**
     * Messages that are added before they can be found: each time costs a segment of the index, and segments are merged. What
     * cannot be found yet is read by those who search.
     */
    private static final int UNSEEN = 1_000;

    private static final Duration LONGEST_UNSEEN = Duration.ofSeconds(10);
    private static final Duration BETWEEN_COMPARISONS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_COMMITS = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);

    /** Says the same each time where nothing counts that: then all is taken for the use of others. */
    private static final ThreadMXBean OWN_TIME = ManagementFactory.getThreadMXBean();

    @Inject
    private StoreStartup startup;

    @Inject
    private ServerLease lease;

    @Inject
    private SearchIndex index;

    @Inject
    private SearchRepository messages;

    @Inject
    private ContentOpener contents;

    private final ReentrantLock working = new ReentrantLock();
    private final ProcessorLoad processors = ProcessorLoad.ofThisMachine();
    private @Nullable TextIndex filled;
    private IndexProgress progress = IndexProgress.NONE;

    /** What had been indexed when it was last looked for what was committed late. */
    private long upToBefore;

    private long comparedUpTo;
    private boolean changed;

    /** Messages that have been added since the index was refreshed. */
    private int unseen;

    /** Whether nobody else waited for the processors when it was last asked. */
    private boolean idle;

    private volatile boolean complete;
    private volatile boolean rebuild;
    private long nextComparison = System.nanoTime() + BETWEEN_COMPARISONS.toNanos();
    private long nextCommit = System.nanoTime();
    private long nextAttempt = System.nanoTime();
    private long nextPiece = System.nanoTime();
    private long nextRefresh = System.nanoTime();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false, info = "keep up the search index")
    public void work() {
        if (!index.isWanted() || !working.tryLock()) {
            return;
        }
        try {
            startup.awaitReady();
            if (lease.isHeld() && isDue(nextPiece)) {
                long begin = System.nanoTime();
                long used = OWN_TIME.getCurrentThreadCpuTime();
                long piece = (idle ? LONG_PIECE : PIECE).toNanos();
                work(() -> System.nanoTime() - begin < piece);
                long end = System.nanoTime();
                idle = !processors.isFullOfOthers(Duration.ofNanos(OWN_TIME.getCurrentThreadCpuTime() - used));
                nextPiece = idle ? end : end + REST * (end - begin);
            }
        } finally {
            working.unlock();
        }
    }

    /** Works until nothing is left to do: what the database holds now is in the index then. */
    public void catchUp() {
        working.lock();
        try {
            nextAttempt = System.nanoTime();
            nextRefresh = nextAttempt;
            work(() -> true);
        } finally {
            working.unlock();
        }
    }

    /** Begins anew with an empty index, in the background. */
    public void rebuild() {
        complete = false;
        rebuild = true;
    }

    public SearchIndexStatus status() {
        if (!index.isWanted()) {
            return new SearchIndexStatus(SearchIndexStatus.State.OFF, 0, 0);
        }
        TextIndex present = index.present();
        if (present == null) {
            return new SearchIndexStatus(SearchIndexStatus.State.UNAVAILABLE, 0, 0);
        }
        SearchIndexStatus.State state = complete ? SearchIndexStatus.State.COMPLETE : SearchIndexStatus.State.FILLING;
        return new SearchIndexStatus(state, present.size(), index.octets());
    }

    private void work(BooleanSupplier hasTime) {
        try {
            TextIndex present = opened();
            if (present != null) {
                fill(present, hasTime);
                if (isDue(nextComparison)) {
                    nextComparison = System.nanoTime() + BETWEEN_COMPARISONS.toNanos();
                    compare(present);
                }
                if (changed && isDue(nextCommit)) {
                    commit(present);
                }
            }
        } catch (IOException | UncheckedIOException | AlreadyClosedException e) {
            index.failed(e);
        } catch (MailStoreException | PersistenceException | EJBException e) {
            LOG.log(System.Logger.Level.DEBUG, "Indexing is put off: {0}", e.getMessage());
        }
    }

    private static boolean isDue(long moment) {
        return System.nanoTime() - moment >= 0;
    }

    private @Nullable TextIndex opened() throws IOException {
        TextIndex present = index.present();
        if (present == null && isDue(nextAttempt)) {
            nextAttempt = System.nanoTime() + BETWEEN_ATTEMPTS.toNanos();
            present = index.open();
        }
        if (present != null && present != filled) {
            filled = present;
            progress = present.committed();
            unseen = 0;
            upToBefore = progress.settled();
            comparedUpTo = 0;
            complete = false;
        }
        if (present != null && rebuild) {
            rebuild = false;
            present.clear();
            present.refresh();
            unseen = 0;
            progress = IndexProgress.NONE;
            upToBefore = 0;
            comparedUpTo = 0;
            commit(present);
        }
        return present;
    }

    /** Adds what is newer than what has been indexed. */
    private void fill(TextIndex present, BooleanSupplier hasTime) throws IOException, MailStoreException {
        boolean more = true;
        while (more && hasTime.getAsBoolean()) {
            List<Long> newer = messages.contentIds(progress.upTo(), PAGE);
            more = newer.size() == PAGE;
            if (!newer.isEmpty()) {
                long last = newer.get(newer.size() - 1);
                add(present, missing(newer, present.contents(progress.upTo(), last)));
                progress = new IndexProgress(last, progress.settled());
            }
        }
        if (unseen >= UNSEEN || (unseen > 0 && isDue(nextRefresh))) {
            refresh(present);
        }
        complete = !more && unseen == 0;
    }

    private void refresh(TextIndex present) throws IOException {
        present.refresh();
        unseen = 0;
        nextRefresh = System.nanoTime() + LONGEST_UNSEEN.toNanos();
    }

    private static List<Long> missing(List<Long> wanted, long[] known) {
        return wanted.stream().filter(id -> Arrays.binarySearch(known, id) < 0).toList();
    }

    /** Mail that only passes through is in no mailbox, and nobody searches it. */
    private void add(TextIndex present, List<Long> ids) throws IOException, MailStoreException {
        List<Long> kept = ids.isEmpty() ? ids : messages.inMailboxes(ids);
        if (kept.isEmpty()) {
            return;
        }
        for (Map.Entry<Long, OpenedMessage> message : contents.open(kept).entrySet()) {
            present.add(message.getKey(), document(message.getValue()));
            unseen++;
        }
        changed = true;
    }

    /** What of a message can be read: one that cannot is left to those who look for it. */
    private static MessageDocument document(OpenedMessage message) throws MailStoreException {
        MessageDocument document = new MessageDocument();
        try {
            MessageTexts.read(message, document);
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof MailStoreException failure) {
                throw failure;
            }
            document.breakOff();
        }
        return document;
    }

    /** Looks again for what was committed late, and through one page of everything. */
    private void compare(TextIndex present) throws IOException, MailStoreException {
        refresh(present);
        long upTo = progress.upTo();
        long from = progress.settled();
        while (from < upTo) {
            from = compare(present, from, upTo);
        }
        progress = new IndexProgress(upTo, upToBefore);
        upToBefore = upTo;
        comparedUpTo = comparedUpTo >= upTo ? 0 : compare(present, comparedUpTo, upTo);
        refresh(present);
    }

    /** Compares some contents behind one with the index; the last of them, or {@code upTo}. */
    private long compare(TextIndex present, long from, long upTo) throws IOException, MailStoreException {
        List<Long> there = new ArrayList<>(messages.contentIds(from, COMPARED));
        long to = there.size() < COMPARED ? upTo : Math.min(upTo, there.get(COMPARED - 1));
        there.removeIf(id -> id > to);
        long[] known = present.contents(from, to);
        List<Long> missing = missing(there, known);
        for (int i = 0; i < missing.size(); i += PAGE) {
            add(present, missing.subList(i, Math.min(missing.size(), i + PAGE)));
        }
        long[] ids = there.stream().mapToLong(Long::longValue).toArray();
        List<Long> gone = Arrays.stream(known)
                .filter(id -> Arrays.binarySearch(ids, id) < 0)
                .boxed()
                .toList();
        if (!gone.isEmpty()) {
            present.remove(gone);
            changed = true;
        }
        return to;
    }

    private void commit(TextIndex present) throws IOException {
        nextCommit = System.nanoTime() + BETWEEN_COMMITS.toNanos();
        present.commit(progress);
        changed = false;
    }

    @PreDestroy
    void stop() {
        working.lock();
        try {
            TextIndex present = index.present();
            if (present != null && changed && present == filled) {
                commit(present);
            }
        } catch (IOException | AlreadyClosedException e) {
            index.failed(e);
        } finally {
            index.close();
            working.unlock();
        }
    }
}
