package org.facteur.it.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Five hundred messages such as a mailbox collects in the course of years, the same ones for the same seed.
 *
 * <p>All lines end with CRLF, there is no NUL and no bare CR or LF, and every header ends with an empty line: what a client
 * may store, and gets back octet for octet. A message is made when it is written, so that the large ones need no memory.
 */
public final class MailCorpus {

    /** How many messages there are. */
    public static final int SIZE = 500;

    private static final long SEED = 20260714;

    private MailCorpus() {}

    /** All messages, in their order. */
    public static Stream<CorpusMessage> messages() {
        return messages(SEED);
    }

    static Stream<CorpusMessage> messages(long seed) {
        return IntStream.range(0, SIZE).mapToObj(number -> new CorpusMessage(number, kind(number), seed));
    }

    /** Three large ones among the first hundred, then all kinds in turn, the usual ones more often. */
    private static CorpusKind kind(int number) {
        return switch (number) {
            case 20 -> CorpusKind.LARGE_2_MIB;
            case 50 -> CorpusKind.LARGE_8_MIB;
            case 80 -> CorpusKind.LARGE_20_MIB;
            default -> CorpusKind.USUAL.get(number % CorpusKind.USUAL.size());
        };
    }

    /**
     * Writes the messages of a stream as files named by their number, as a Maildir has them.
     *
     * @param lineEnds {@code "\r\n"} as on the wire, or {@code "\n"} as mail programs keep them on Unix
     */
    public static void writeTo(Path folder, Stream<CorpusMessage> messages, String lineEnds) throws IOException {
        Files.createDirectories(folder);
        for (CorpusMessage message : (Iterable<CorpusMessage>) messages::iterator) {
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(folder.resolve(message.name())))) {
                message.writeTo(file, lineEnds);
            }
        }
    }
}
