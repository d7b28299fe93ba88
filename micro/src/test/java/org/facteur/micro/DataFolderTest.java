package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void aNewFolderIsForItsOwnerOnly() throws Exception {
        DataFolder folder = DataFolder.open(temporary.resolve("a/data"));

        assertThat(folder.serverFolder()).isEmptyDirectory();
        assertThat(folder.logFolder()).isEmptyDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("a/data"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whatTheServerLeftBehindIsRemovedAndNothingElse() throws Exception {
        Path data = temporary.resolve("data");
        Files.createDirectories(data.resolve("server/config"));
        Files.writeString(data.resolve("server/config/domain.xml"), "<old/>");
        Files.writeString(data.resolve("mail"), "kept");

        DataFolder folder = DataFolder.open(data);

        assertThat(folder.serverFolder()).isEmptyDirectory();
        assertThat(data.resolve("mail")).hasContent("kept");
    }

    @Test
    void aFolderInUseIsRefused() throws Exception {
        Path data = temporary.resolve("data");
        DataFolder.open(data);

        assertThatThrownBy(() -> DataFolder.open(data))
                .isInstanceOf(StartupFailure.class)
                .hasMessage("Another Facteur uses the data folder " + data + "; FACTEUR_DATA_DIR moves it.");
    }

    @Test
    void aFileInItsPlaceIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("data"), "not a folder");

        assertThatThrownBy(() -> DataFolder.open(file))
                .isInstanceOf(StartupFailure.class)
                .hasMessage(
                        "The data folder " + file + " cannot be written (it is no folder); FACTEUR_DATA_DIR moves it.");
    }
}
