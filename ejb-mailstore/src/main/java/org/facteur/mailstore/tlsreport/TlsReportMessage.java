package org.facteur.mailstore.tlsreport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;

/** Finds the report in a message of somebody else (RFC 8460 section 5.3), as little trusting as can be: a part that is larger than any report is none. */
final class TlsReportMessage {

    /** Octets of JSON that are looked at. */
    static final int LONGEST = 4 << 20;

    private static final Set<String> PLAIN = Set.of("application/tlsrpt+json");
    private static final Set<String> COMPRESSED =
            Set.of("application/tlsrpt+gzip", "application/gzip", "application/x-gzip");

    private static final MimeConfig LIMITS = MimeConfig.custom()
            .setMaxLineLen(10_000)
            .setMaxHeaderCount(500)
            .setMaxHeaderLen(20_000)
            .build();

    /** Parts that are looked at. */
    private static final int MOST_PARTS = 20;

    /** Multiparts and messages within each other that are gone into; each takes some of the stack. */
    static final int DEEPEST = 10;

    /** Members of a compressed file that are read; each takes some of the stack. */
    private static final int MOST_MEMBERS = 100;

    private TlsReportMessage() {}

    /** Empty if there is none. */
    static Optional<ReceivedReport> read(InputStream message) {
        MimeTokenStream tokens = new MimeTokenStream(LIMITS);
        tokens.parse(message);
        try {
            int parts = 0;
            int depth = 0;
            for (EntityState state = tokens.getState();
                    state != EntityState.T_END_OF_STREAM && parts < MOST_PARTS && depth <= DEEPEST;
                    state = tokens.next()) {
                depth += deeper(state);
                if (state == EntityState.T_BODY) {
                    parts++;
                    String type = String.valueOf(tokens.getBodyDescriptor().getMimeType())
                            .toLowerCase(Locale.ROOT);
                    if (PLAIN.contains(type)) {
                        return report(tokens.getDecodedInputStream());
                    }
                    if (COMPRESSED.contains(type)) {
                        return report(new Decompressed(tokens.getDecodedInputStream()));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException
                | MimeException
                | RuntimeException
                | StackOverflowError e) { // what somebody sends is anything
            return Optional.empty();
        }
    }

    private static int deeper(EntityState state) {
        return switch (state) {
            case T_START_MULTIPART, T_START_MESSAGE -> 1;
            case T_END_MULTIPART, T_END_MESSAGE -> -1;
            default -> 0;
        };
    }

    private static Optional<ReceivedReport> report(InputStream json) throws IOException {
        return TlsReportSyntax.read(new Bounded(json));
    }

    /** Fails where there are more members than anybody writes. A read that meets the end of one calls itself for the next. */
    private static final class Decompressed extends GZIPInputStream {

        private boolean reading;
        private int members;

        Decompressed(InputStream octets) throws IOException {
            super(octets);
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            if (reading) {
                return readNextMember(octets, offset, length);
            }
            reading = true;
            try {
                return super.read(octets, offset, length);
            } finally {
                reading = false;
            }
        }

        private int readNextMember(byte[] octets, int offset, int length) throws IOException {
            members++;
            if (members >= MOST_MEMBERS) {
                throw new IOException("No report has more than " + MOST_MEMBERS + " members");
            }
            return super.read(octets, offset, length);
        }
    }

    /** Fails where there is more than a report has. */
    private static final class Bounded extends FilterInputStream {

        private int left = LONGEST;

        Bounded(InputStream octets) {
            super(octets);
        }

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int read = super.read(octets, offset, Math.min(length, left + 1));
            left -= Math.max(0, read);
            if (left < 0) {
                throw new IOException("No report has more than " + LONGEST + " octets");
            }
            return read;
        }
    }
}
