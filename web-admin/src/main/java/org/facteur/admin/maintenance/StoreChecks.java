package org.facteur.admin.maintenance;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.facteur.mailstore.maintenance.Finding;
import org.facteur.mailstore.maintenance.MaintenanceService;
import org.facteur.mailstore.maintenance.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Checks the store, one check at a time on this node: in the background, since a large one takes longer than a browser waits, or while
 * somebody waits for it. How the last one in the background goes is known until the next, or until the server stops.
 */
@ApplicationScoped
public class StoreChecks {

    @Inject
    MaintenanceService maintenance;

    @Resource
    private ManagedExecutorService executor;

    private final Semaphore permit = new Semaphore(1);
    private @Nullable StoreCheckRun last;

    /**
     * Checks the store while the caller waits.
     *
     * @param repair whether to mend what is found
     * @return false if a check is running: then nothing has been looked at
     */
    public boolean check(boolean repair, Consumer<Finding> findings, Progress progress) throws SQLException {
        if (!permit.tryAcquire()) {
            return false;
        }
        try {
            maintenance.check(repair, findings, progress);
            return true;
        } finally {
            permit.release();
        }
    }

    /**
     * Begins a check in the background.
     *
     * @param repair whether to mend what is found
     * @return false if a check is running: then nothing has been begun
     */
    public synchronized boolean begin(boolean repair) {
        if (!permit.tryAcquire()) {
            return false;
        }
        StoreCheckRun run = new StoreCheckRun((findings, progress) -> maintenance.check(repair, findings, progress));
        last = run;
        try {
            executor.execute(() -> {
                try {
                    run.run();
                } finally {
                    permit.release();
                }
            });
        } catch (RejectedExecutionException serverStops) {
            run.end(StoreCheckReport.State.FAILED);
            permit.release();
        }
        return true;
    }

    /** How the check goes that began last. */
    public synchronized Optional<StoreCheckReport> last() {
        return Optional.ofNullable(last).map(StoreCheckRun::report);
    }
}
