package org.facteur.mailstore.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.facteur.mailstore.harness.FaultyFilePath;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedFileTest {

    private static final long START = 8192;

    @TempDir
    private Path folder;

    private OrderedFile file;
    private int before;

    @BeforeEach
    void openAFileOfTwoChunks() throws IOException {
        FaultyFilePath.register();
        FilePath path = FilePath.get("faulty:" + folder.resolve("file"));
        file = new OrderedFile(path.open("rw"));
        write(0);
        write(START);
        write(START + 4096);
        file.force(true);
        before = FaultyFilePath.forces();
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private void write(long position) throws IOException {
        assertThat(file.write(ByteBuffer.allocate(4096), position)).isEqualTo(4096);
    }

    private int forces() {
        return FaultyFilePath.forces() - before;
    }

    @Test
    void whatIsNewAtTheEndNeedsNoForce() throws IOException {
        write(START + 2 * 4096);
        write(START + 3 * 4096);

        assertThat(forces()).isZero();
    }

    @Test
    void spaceIsNotUsedAgainBeforeWhatMadeItFreeIsForced() throws IOException {
        write(START + 2 * 4096);
        write(START);

        assertThat(forces()).isEqualTo(1);
        write(START + 4096);
        assertThat(forces()).as("the last one, too, has to be there first").isEqualTo(2);
    }

    @Test
    void theHeaderMayBeWrittenAtAnyTime() throws IOException {
        write(START + 2 * 4096);
        write(0);

        assertThat(forces()).isZero();
    }

    @Test
    void nothingIsForcedTwice() throws IOException {
        write(START + 2 * 4096);
        file.force(true);
        file.force(false);

        assertThat(forces()).isEqualTo(1);
    }

    @Test
    void theEndIsCutOffOnlyWhenNothingForcedNeedsIt() throws IOException {
        write(START + 2 * 4096);
        file.truncate(START + 3 * 4096);

        assertThat(forces()).isEqualTo(1);
        assertThat(file.size()).isEqualTo(START + 3 * 4096);
    }
}
