package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;

/** Scans octets in one go and in pieces. */
final class Scans {

    private Scans() {}

    static ScannedMessage whole(byte[] octets) {
        try {
            return MimeScanner.scan(new ByteArrayInputStream(octets));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scans a text whose lines end with LF here, and with CRLF on the wire. */
    static ScannedMessage text(String message) {
        return whole(wire(message));
    }

    static byte[] wire(String message) {
        return message.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    static ScannedMessage inPiecesOf(int size, byte[] octets) {
        MimeScanner scanner = new MimeScanner();
        for (int i = 0; i < octets.length; i += size) {
            scanner.feed(octets, i, Math.min(size, octets.length - i));
        }
        return scanner.finish();
    }

    static ScannedMessage cutAt(int cut, byte[] octets) {
        MimeScanner scanner = new MimeScanner();
        scanner.feed(octets, 0, cut);
        scanner.feed(octets, cut, octets.length - cut);
        return scanner.finish();
    }

    /** The array that is fed is another one each time, and holds nothing else: nothing of it is kept. */
    static ScannedMessage inRandomPieces(long seed, byte[] octets) {
        MimeScanner scanner = new MimeScanner();
        Random random = new Random(seed);
        for (int i = 0; i < octets.length; ) {
            int size = Math.min(octets.length - i, 1 + random.nextInt(random.nextBoolean() ? 4 : 400));
            byte[] piece = new byte[size];
            System.arraycopy(octets, i, piece, 0, size);
            scanner.feed(piece, 0, size);
            Arrays.fill(piece, (byte) '-');
            i += size;
        }
        return scanner.finish();
    }

    static void assertSame(ScannedMessage actual, ScannedMessage expected) {
        assertThat(actual.structure()).isEqualTo(expected.structure());
        assertThat(actual.size()).isEqualTo(expected.size());
        assertThat(actual.header()).isEqualTo(expected.header());
        assertThat(actual.references()).isEqualTo(expected.references());
        assertThat(actual.samples()).hasSameSizeAs(expected.samples());
        for (int i = 0; i < expected.samples().size(); i++) {
            assertThat(actual.samples().get(i).octets())
                    .isEqualTo(expected.samples().get(i).octets());
        }
    }
}
