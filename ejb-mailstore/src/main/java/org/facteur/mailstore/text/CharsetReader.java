package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Decodes octets that may not be in the charset that they claim: octets that are not UTF-8 are read as windows-1252, which is
 * what those are that nobody declared; in other charsets they become U+FFFD.
 */
final class CharsetReader extends Reader {

    private static final int BUFFER_SIZE = 8192;
    private static final char[] WINDOWS_1252 = table(Charset.forName("windows-1252"));

    private final InputStream octets;
    private final CharsetDecoder decoder;
    private final boolean utf8;
    private final ByteBuffer input = ByteBuffer.allocate(BUFFER_SIZE).limit(0);
    private final CharBuffer repaired = CharBuffer.allocate(16).limit(0);
    private boolean ended;
    private boolean flushed;

    CharsetReader(InputStream octets, Charset charset) {
        this.octets = octets;
        this.utf8 = charset.equals(StandardCharsets.UTF_8);
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static char[] table(Charset charset) {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return new String(all, charset).toCharArray();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        CharBuffer output = CharBuffer.wrap(target, offset, length);
        while (output.position() == offset && output.hasRemaining()) {
            if (repaired.hasRemaining()) {
                output.put(repaired.get());
            } else if (flushed) {
                return -1;
            } else {
                decode(output);
            }
        }
        return output.position() - offset;
    }

    private void decode(CharBuffer output) throws IOException {
        if (!ended && input.remaining() < BUFFER_SIZE / 2) {
            fill();
        }
        CoderResult result = decoder.decode(input, output, ended);
        if (result.isError()) {
            repair(result.length());
        } else if (result.isUnderflow() && ended) {
            flushed = decoder.flush(output).isUnderflow();
        }
    }

    private void fill() throws IOException {
        input.compact();
        int read = octets.read(input.array(), input.position(), input.remaining());
        if (read < 0) {
            ended = true;
        } else {
            input.position(input.position() + read);
        }
        input.flip();
    }

    private void repair(int length) {
        repaired.clear();
        for (int i = 0; i < length; i++) {
            int octet = input.get() & 0xFF;
            if (utf8) {
                repaired.put(WINDOWS_1252[octet]);
            }
        }
        if (!utf8) {
            repaired.put('\uFFFD');
        }
        repaired.flip();
    }

    @Override
    public void close() throws IOException {
        octets.close();
    }
}
