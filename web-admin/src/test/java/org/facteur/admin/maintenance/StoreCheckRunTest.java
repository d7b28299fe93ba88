package org.facteur.admin.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.facteur.mailstore.maintenance.Finding;
import org.junit.jupiter.api.Test;

class StoreCheckRunTest {

    @Test
    void aStoreWithoutFindingsIsWholeWhenAllHasBeenLookedAt() {
        List<StoreCheckReport> meanwhile = new ArrayList<>();
        StoreCheckRun[] running = new StoreCheckRun[1];
        running[0] = new StoreCheckRun((findings, progress) -> {
            progress.at("quotas");
            meanwhile.add(running[0].report());
        });
        assertThat(running[0].report().isRunning()).isTrue();

        running[0].run();

        assertThat(meanwhile).singleElement().satisfies(report -> {
            assertThat(report.progress()).isEqualTo("quotas");
            assertThat(report.isRunning()).isTrue();
            assertThat(report.isWhole()).isFalse();
        });
        assertThat(running[0].report().isWhole()).isTrue();
    }

    @Test
    void whatIsFoundIsCountedAndTheFirstOfItSaid() {
        int many = StoreCheckRun.MOST_SENTENCES + 5;
        StoreCheckRun run = new StoreCheckRun((findings, progress) -> {
            for (int i = 0; i < many; i++) {
                findings.accept(new Finding("mailbox " + i, i < 2));
            }
        });

        run.run();

        StoreCheckReport report = run.report();
        assertThat(report.isWhole()).isFalse();
        assertThat(report.found()).isEqualTo(many);
        assertThat(report.mended()).isEqualTo(2);
        assertThat(report.sentences()).hasSize(StoreCheckRun.MOST_SENTENCES).startsWith("mailbox 0");
    }

    @Test
    void aDatabaseThatDoesNotAnswerEndsTheCheckAndKeepsWhatWasFound() {
        StoreCheckRun run = new StoreCheckRun((findings, progress) -> {
            findings.accept(new Finding("a counter", false));
            throw new SQLException("away");
        });

        run.run();

        assertThat(run.report().state()).isEqualTo(StoreCheckReport.State.FAILED);
        assertThat(run.report().isWhole()).isFalse();
        assertThat(run.report().sentences()).containsExactly("a counter");
    }
}
