package org.facteur.pop3.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.facteur.wire.session.WireOutput;

/** Messages of full stops and line ends, cut anywhere, come out as a client of RFC 1939 reads them. */
class MultiLinePropertyTest {

    private static final class Written implements WireOutput {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        @Override
        public void write(byte[] source, int offset, int length) {
            octets.write(source, offset, length);
        }

        @Override
        public void startCompression() {
            throw new AssertionError("POP3 is not compressed");
        }

        @Override
        public void stopCompression() {
            throw new AssertionError("POP3 is not compressed");
        }

        @Override
        public void startTls() {
            throw new AssertionError("An answer of several lines starts no TLS");
        }

        @Override
        public void close() {
            throw new AssertionError("An answer of several lines does not end the connection");
        }

        @Override
        public String toString() {
            return octets.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(".", "\r\n", "\r", "\n", "x", "..", "\r\n.", "\r\n\r\n")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 5000)
    void aClientReadsWhatWasStored(@ForAll("messages") String message, @ForAll @IntRange(min = 1, max = 7) int piece) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        Written out = new Written();
        DotStuffing stuffing = new DotStuffing();
        for (int from = 0; from < octets.length; from += piece) {
            byte[] next = Arrays.copyOfRange(octets, from, Math.min(octets.length, from + piece));
            stuffing.write(next, next.length, out);
        }
        stuffing.end(out);
        String expected = message.isEmpty() || message.endsWith("\r\n") ? message : message + "\r\n";
        assertThat(unstuffed(out.toString())).isEqualTo(expected);
    }

    /** As a client does it: lines end with CRLF, a full stop alone ends the reply, one before others is taken away. */
    private static String unstuffed(String reply) {
        StringBuilder text = new StringBuilder();
        int position = 0;
        while (true) {
            int end = reply.indexOf("\r\n", position);
            String line = reply.substring(position, end);
            position = end + 2;
            if (line.equals(".")) {
                assertThat(reply.substring(position)).isEmpty();
                return text.toString();
            }
            text.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
    }

    @Property(tries = 5000)
    void topShowsTheHeaderAndSoManyLines(
            @ForAll("messages") String message,
            @ForAll @IntRange(min = 0, max = 5) int lines,
            @ForAll @IntRange(min = 1, max = 7) int piece) {
        byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
        LineLimit limit = new LineLimit(lines);
        int shown = 0;
        for (int from = 0; from < octets.length && !limit.isReached(); from += piece) {
            shown += limit.shown(Arrays.copyOfRange(octets, from, Math.min(octets.length, from + piece)));
        }
        assertThat(message.substring(0, shown)).isEqualTo(top(message, lines));
    }

    private static String top(String message, int lines) {
        List<String> all = List.of(message.split("(?<=\r\n)"));
        int empty = all.indexOf("\r\n");
        return empty < 0 ? message : String.join("", all.subList(0, Math.min(all.size(), empty + 1 + lines)));
    }
}
