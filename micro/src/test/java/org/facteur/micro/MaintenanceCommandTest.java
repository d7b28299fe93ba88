package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceCommandTest {
    private static final String ALICE = "alice@example.test";

    private static MaintenanceCommand of(String line) {
        return MaintenanceCommand.of(line.split(" ")).orElseThrow();
    }

    @Test
    void eachCommandHasItsArguments() {
        assertThat(of("check")).isEqualTo(new MaintenanceCommand.Check(false));
        assertThat(of("check --repair")).isEqualTo(new MaintenanceCommand.Check(true));
        assertThat(of("backup all.zip")).isEqualTo(new MaintenanceCommand.BackUp(Path.of("all.zip")));
        assertThat(of("restore all.zip")).isEqualTo(new MaintenanceCommand.Restore(Path.of("all.zip")));
        assertThat(of("export " + ALICE + " --mbox a.zip"))
                .isEqualTo(new MaintenanceCommand.Export(ALICE, Path.of("a.zip"), true));
        assertThat(of("import " + ALICE + " a.zip")).isEqualTo(new MaintenanceCommand.Import(ALICE, Path.of("a.zip")));
    }

    @Test
    void anExportWithoutAFileIsNamedByItsAccount() {
        MaintenanceCommand.Export export = (MaintenanceCommand.Export) of("export a/b@example.test");

        assertThat(export.file().toString()).matches("a_b@example\\.test-\\d{4}-\\d\\d-\\d\\d\\.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tidy",
                "check now",
                "check --mbox",
                "backup",
                "backup a b",
                "restore",
                "export",
                "export a b c",
                "import a",
                "backup --force a"
            })
    void whatIsNoCommandIsNotUnderstood(String line) {
        assertThat(MaintenanceCommand.of(line.split(" "))).isEmpty();
    }

    @Test
    void optionsOfTheServerAreNotForUs() {
        assertThat(MaintenanceCommand.begins("--demo")).isFalse();
        assertThat(MaintenanceCommand.begins()).isFalse();
        assertThat(MaintenanceCommand.begins("check")).isTrue();
    }
}
