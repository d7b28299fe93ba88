package org.facteur.smtp.dkim;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** How much of a message may change on its way, and be the same to a signature (RFC 6376 section 3.4). */
public enum CanonicalForm {
    SIMPLE,
    RELAXED;

    static Optional<CanonicalForm> of(String tag) {
        return switch (tag) {
            case "simple" -> Optional.of(SIMPLE);
            case "relaxed" -> Optional.of(RELAXED);
            default -> Optional.empty();
        };
    }

    /** Fields in their order, each with its CRLF. */
    public byte[] octets(List<HeaderField> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (HeaderField field : fields) {
            write(field, out);
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }

    /** A field without CRLF at its end. */
    void write(HeaderField field, ByteArrayOutputStream out) {
        if (this == SIMPLE) {
            field.writeSimple(out);
        } else {
            field.writeRelaxed(out);
        }
    }
}
