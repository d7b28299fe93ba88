package org.facteur.mailstore.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageBufferTest {

    private static final String LINES = "one line of a message\r\n".repeat(1_000);

    @TempDir
    private Path folder;

    @Test
    void aLargeMessageIsInAFileThatACrashDoesNotLeaveBehind() throws Exception {
        byte[] octets = LINES.getBytes(StandardCharsets.US_ASCII);
        try (MessageBuffer buffer = new MessageBuffer(50 << 20, folder)) {
            for (int i = 0; i < 100; i++) {
                buffer.write(octets, 0, octets.length);
            }
            buffer.finish();

            assertThat(buffer.size()).isEqualTo(100L * octets.length);
            assertThat(folder).isEmptyDirectory();
            for (int i = 0; i < 2; i++) {
                try (InputStream in = buffer.open()) {
                    assertThat(in.readAllBytes()).asString().isEqualTo(LINES.repeat(100));
                }
            }
        }
        assertThat(folder).isEmptyDirectory();
    }
}
