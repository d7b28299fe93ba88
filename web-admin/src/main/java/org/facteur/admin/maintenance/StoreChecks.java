package org.facteur.admin.maintenance;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.facteur.mailstore.maintenance.MaintenanceService;
import org.jspecify.annotations.Nullable;

/**
 * Checks the store in the background, since a large one takes longer than a browser waits: one check at a time on this node. How the
 * last one goes is known until the next, or until the server stops.
 */
@ApplicationScoped
public class StoreChecks {

    @Inject
    private MaintenanceService maintenance;

    @Resource
    private ManagedExecutorService executor;

    private @Nullable StoreCheckRun last;

    /**
     * @param repair whether to mend what is found
     * @return false if a check is running: then nothing has been begun
     */
    public synchronized boolean begin(boolean repair) {
        if (last != null && last.report().isRunning()) {
            return false;
        }
        StoreCheckRun run = new StoreCheckRun((findings, progress) -> maintenance.check(repair, findings, progress));
        last = run;
        try {
            executor.execute(run);
        } catch (RejectedExecutionException serverStops) {
            run.end(StoreCheckReport.State.FAILED);
        }
        return true;
    }

    /** How the check goes that began last. */
    public synchronized Optional<StoreCheckReport> last() {
        return Optional.ofNullable(last).map(StoreCheckRun::report);
    }
}
