package org.facteur.mailstore.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.Test;

class UploadedArchivesContractTest extends StoreContract {

    private final UploadedArchives uploads = store.bean(UploadedArchives.class);

    private static InputStream octets() {
        return new ByteArrayInputStream(new byte[] {1, 2, 3});
    }

    @Test
    void whatACrashHasLeftGoesAtTheNextStart() throws Exception {
        Path left = uploads.receive(octets());
        Path another = Files.createFile(left.resolveSibling("important.tmp"));
        assertThat(left).hasBinaryContent(new byte[] {1, 2, 3});

        uploads.clear();

        assertThat(left).doesNotExist();
        assertThat(another).exists();
        Files.delete(another);
    }

    @Test
    void whatIsSentInPartLeavesNothing() throws Exception {
        Path folder = uploads.receive(octets()).getParent();
        uploads.clear();
        InputStream broken = new FilterInputStream(octets()) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("The client is gone");
            }
        };

        assertThatThrownBy(() -> uploads.receive(broken)).hasMessage("The client is gone");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("import-"));
        }
    }
}
