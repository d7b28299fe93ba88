package org.facteur.wire.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    @TempDir
    Path folder;

    private static byte[] random(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    private static void fill(Spool spool, byte[] octets, int piece) throws IOException {
        ByteBuf input = Unpooled.wrappedBuffer(octets);
        while (input.isReadable()) {
            spool.write(input, Math.min(piece, input.readableBytes()));
        }
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatWasWrittenIsReadAgainAtEverySizeAroundTheLimitOfMemory() throws Exception {
        for (int size : new int[] {0, 1, 4095, 4097, Spool.MEMORY - 1, Spool.MEMORY, Spool.MEMORY + 1, 1_000_003}) {
            byte[] octets = random(size);
            try (Spool spool = new Spool(folder)) {
                fill(spool, octets, 8191);
                assertThat(spool.size()).isEqualTo(size);
                try (InputStream in = spool.open()) {
                    assertThat(in.readAllBytes()).isEqualTo(octets);
                }
            }
        }
        assertThat(filesLeft()).isZero();
    }

    @Test
    void severalStreamsDoNotDisturbEachOther() throws Exception {
        byte[] octets = random(2 * Spool.MEMORY);
        try (Spool spool = new Spool(folder)) {
            spool.write(octets, 0, octets.length);
            try (InputStream first = spool.open();
                    InputStream second = spool.open()) {
                assertThat(first.readNBytes(Spool.MEMORY + 10)).isEqualTo(Arrays.copyOf(octets, Spool.MEMORY + 10));
                assertThat(second.readAllBytes()).isEqualTo(octets);
                assertThat(first.readAllBytes())
                        .isEqualTo(Arrays.copyOfRange(octets, Spool.MEMORY + 10, octets.length));
                assertThat(first.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aSmallMessageNeedsNoFile() throws Exception {
        try (Spool spool = new Spool(folder.resolve("missing"))) {
            spool.write(random(Spool.MEMORY), 0, Spool.MEMORY);
            assertThat(folder.resolve("missing")).doesNotExist();
        }
    }

    @Test
    void theFolderIsMadeWhenItIsNeeded() throws Exception {
        try (Spool spool = new Spool(folder.resolve("missing"))) {
            spool.write(random(Spool.MEMORY + 1), 0, Spool.MEMORY + 1);
            assertThat(spool.open().readAllBytes()).hasSize(Spool.MEMORY + 1);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnErrorOfTheWrite() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (Spool spool = new Spool(file)) {
            assertThatThrownBy(() -> spool.write(random(Spool.MEMORY + 1), 0, Spool.MEMORY + 1))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClosedSpoolIsOfNoUse() throws Exception {
        Spool spool = new Spool(folder);
        spool.write(random(10), 0, 10);
        InputStream in = spool.open();
        spool.close();
        spool.close();
        assertThatThrownBy(spool::open).isInstanceOf(IOException.class);
        assertThatThrownBy(in::read).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> spool.write(random(1), 0, 1)).isInstanceOf(IOException.class);
    }
}
