package org.facteur.admin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.facteur.mailstore.maintenance.Finding;
import org.facteur.mailstore.maintenance.MaintenanceService;
import org.facteur.mailstore.maintenance.Progress;
import org.junit.jupiter.api.Test;

class StoreChecksTest {

    @Test
    void oneCheckRunsAtATime() throws Exception {
        StoreChecks checks = new StoreChecks();
        List<Boolean> meanwhile = new ArrayList<>();
        checks.maintenance = new MaintenanceService() {
            @Override
            public void check(boolean repair, Consumer<Finding> findings, Progress progress) throws SQLException {
                if (repair) {
                    meanwhile.add(checks.begin(false));
                    meanwhile.add(checks.check(false, findings, progress));
                }
            }
        };

        assertThat(checks.check(true, finding -> {}, done -> {})).isTrue();
        assertThat(meanwhile).containsExactly(false, false);
        assertThat(checks.check(false, finding -> {}, done -> {})).isTrue();
    }
}
