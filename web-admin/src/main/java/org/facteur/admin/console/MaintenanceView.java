package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.facteur.admin.maintenance.Archives;
import org.facteur.admin.maintenance.StoreCheckReport;
import org.facteur.admin.maintenance.StoreChecks;
import org.facteur.mailstore.search.SearchIndexStatus;
import org.facteur.mailstore.search.SearchIndexer;
import org.jspecify.annotations.Nullable;

/** {@code maintenance.xhtml}: a backup, the check of the store, and the search index. */
@Named
@RequestScoped
public class MaintenanceView {

    private static final String HERE = "/admin/maintenance?faces-redirect=true";

    @Inject
    private Archives archives;

    @Inject
    private Downloads downloads;

    @Inject
    private StoreChecks checks;

    @Inject
    private SearchIndexer indexer;

    @Inject
    private Feedback feedback;

    private @Nullable SearchIndexStatus index;
    private @Nullable StoreCheckReport report;

    public void backUp() {
        downloads.send(archives.backup());
    }

    public @Nullable String check() {
        return begin(false);
    }

    public @Nullable String repair() {
        return begin(true);
    }

    /** @return where to go next, or null to stay on the page */
    private @Nullable String begin(boolean repair) {
        if (!checks.begin(repair)) {
            feedback.failed("check.busy");
            return null;
        }
        feedback.done("check.begun");
        return HERE;
    }

    public String rebuildIndex() {
        indexer.rebuild();
        feedback.done("index.begun");
        return HERE;
    }

    public SearchIndexStatus getIndex() {
        if (index == null) {
            index = indexer.status();
        }
        return index;
    }

    /** How the check goes that began last; null when there was none. */
    public @Nullable StoreCheckReport getReport() {
        if (report == null) {
            report = checks.last().orElse(null);
        }
        return report;
    }
}
