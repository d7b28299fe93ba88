package org.facteur.admin.maintenance;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.facteur.mailstore.maintenance.Finding;
import org.facteur.mailstore.maintenance.Progress;

/** One check of the store, which others may ask how it goes. */
final class StoreCheckRun implements Runnable {

    /** Sentences that are kept; what is found beyond them is counted. */
    static final int MOST_SENTENCES = 100;

    private static final System.Logger LOG = System.getLogger(StoreCheckRun.class.getName());

    /** What checks the store. */
    @FunctionalInterface
    interface Check {

        void run(Consumer<Finding> findings, Progress progress) throws SQLException;
    }

    private final Check check;
    private final Instant began = Instant.now();
    private final List<String> sentences = new ArrayList<>();
    private StoreCheckReport.State state = StoreCheckReport.State.RUNNING;
    private String progress = "";
    private long found;
    private long mended;

    StoreCheckRun(Check check) {
        this.check = check;
    }

    /** A failure is the end of the check, and no one else's. */
    @Override
    public void run() {
        try {
            check.run(this::found, this::progress);
            end(StoreCheckReport.State.DONE);
        } catch (SQLException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "The check of the store fails: {0}", e.getMessage());
            end(StoreCheckReport.State.FAILED);
        }
    }

    private synchronized void found(Finding finding) {
        found++;
        mended += finding.mended() ? 1 : 0;
        if (sentences.size() < MOST_SENTENCES) {
            sentences.add(finding.sentence());
        }
    }

    private synchronized void progress(String step) {
        progress = step;
    }

    synchronized void end(StoreCheckReport.State how) {
        state = how;
        LOG.log(System.Logger.Level.INFO, "A check of the store: {0}, {1} found, {2} mended", how, found, mended);
    }

    synchronized StoreCheckReport report() {
        return new StoreCheckReport(state, began, progress, found, mended, List.copyOf(sentences));
    }
}
