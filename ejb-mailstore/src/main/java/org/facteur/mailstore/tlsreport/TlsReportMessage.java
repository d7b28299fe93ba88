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

    private TlsReportMessage() {}

    /** Empty if there is none. */
    static Optional<ReceivedReport> read(InputStream message) {
        MimeTokenStream tokens = new MimeTokenStream(LIMITS);
        tokens.parse(message);
        try {
            int parts = 0;
            for (EntityState state = tokens.getState();
                    state != EntityState.T_END_OF_STREAM && parts < MOST_PARTS;
                    state = tokens.next()) {
                if (state == EntityState.T_BODY) {
                    parts++;
                    String type = String.valueOf(tokens.getBodyDescriptor().getMimeType())
                            .toLowerCase(Locale.ROOT);
                    if (PLAIN.contains(type)) {
                        return report(tokens.getDecodedInputStream());
                    }
                    if (COMPRESSED.contains(type)) {
                        return report(new GZIPInputStream(tokens.getDecodedInputStream()));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException | MimeException | RuntimeException e) { // what somebody sends is anything
            return Optional.empty();
        }
    }

    private static Optional<ReceivedReport> report(InputStream json) throws IOException {
        return TlsReportSyntax.read(new Bounded(json));
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
