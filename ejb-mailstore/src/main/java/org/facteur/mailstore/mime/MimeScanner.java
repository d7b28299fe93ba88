package org.facteur.mailstore.mime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds the MIME structure of a message of any size in one pass over its octets, in whatever pieces they come.
 */
public final class MimeScanner {

    /** Octets kept of the beginning of a text part. */
    public static final int MAX_SAMPLE = 16 << 10;

    /** Takes the next octets of the message; the array is not kept. */
    @SuppressWarnings("DoNotCallSuggester")
    public void feed(byte[] octets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Ends the message; the scanner is of no more use. */
    @SuppressWarnings("DoNotCallSuggester")
    public ScannedMessage finish() {
        throw new UnsupportedOperationException();
    }

    /** Scans a stream up to its end; the caller closes it. */
    @SuppressWarnings("DoNotCallSuggester")
    public static ScannedMessage scan(InputStream message) throws IOException {
        throw new UnsupportedOperationException();
    }
}
