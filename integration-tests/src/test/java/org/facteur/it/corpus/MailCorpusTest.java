package org.facteur.it.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The corpus is what the tests with real clients rely on. */
class MailCorpusTest {

    @Test
    void itIsTheSameEveryTime() throws IOException {
        Set<Long> checksums = new HashSet<>();
        for (CorpusMessage message : (Iterable<CorpusMessage>) MailCorpus.messages()::iterator) {
            Check first = new Check();
            message.writeTo(first, "\r\n");
            Check second = new Check();
            message.writeTo(second, "\r\n");
            assertThat(second.checksum()).as(message.name()).isEqualTo(first.checksum());
            assertThat(checksums.add(first.checksum())).as(message.name()).isTrue();
        }
        assertThat(checksums).hasSize(MailCorpus.SIZE);
    }

    @Test
    void everyMessageIsFitToBeStored() throws IOException {
        for (CorpusMessage message : (Iterable<CorpusMessage>) MailCorpus.messages()::iterator) {
            Check check = new Check();
            message.writeTo(check, "\r\n");
            assertThat(check.bareLineEnds).as(message.name()).isZero();
            assertThat(check.nuls).as(message.name()).isZero();
            assertThat(check.emptyLines).as(message.name()).isPositive();
            if (message.kind().isForSmtp()) {
                assertThat(check.longestLine).as(message.name()).isLessThanOrEqualTo(998);
                assertThat(check.last).as(message.name()).isEqualTo('\n');
            }
        }
    }

    @Test
    void everyKindIsThereAndTheLargestHasTwentyMebibytes() throws IOException {
        Set<CorpusKind> kinds = EnumSet.noneOf(CorpusKind.class);
        MailCorpus.messages().forEach(message -> kinds.add(message.kind()));
        assertThat(kinds).containsExactly(CorpusKind.values());
        Check large = new Check();
        MailCorpus.messages()
                .filter(message -> message.kind() == CorpusKind.LARGE_20_MIB)
                .findFirst()
                .orElseThrow()
                .writeTo(large, "\r\n");
        assertThat(large.octets).isBetween(27L << 20, 29L << 20);
    }

    @Test
    void itCanBeWrittenAsFilesWithTheLineEndsOfUnix(@TempDir Path folder) throws IOException {
        MailCorpus.writeTo(folder, MailCorpus.messages().limit(10), "\n");
        assertThat(folder.resolve("000-plain.eml"))
                .content()
                .doesNotContain("\r")
                .contains("\n\n");
        assertThat(folder.toFile().list()).hasSize(10);
    }

    /** Looks at octets without keeping them. */
    private static final class Check extends OutputStream {

        private final CRC32C checksum = new CRC32C();
        long octets;
        long nuls;
        long bareLineEnds;
        long emptyLines;
        long longestLine;
        int last;
        private long line;

        @Override
        public void write(int octet) {
            int value = octet & 0xFF;
            checksum.update(value);
            octets++;
            nuls += value == 0 ? 1 : 0;
            if (last == '\r' != (value == '\n')) {
                bareLineEnds++;
            }
            line++;
            if (value == '\n') {
                emptyLines += line == 2 ? 1 : 0;
                longestLine = Math.max(longestLine, line - 2);
                line = 0;
            }
            last = value;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(source[i]);
            }
        }

        long checksum() {
            return checksum.getValue();
        }
    }
}
