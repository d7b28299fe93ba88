package org.facteur.mailstore.text;

import java.io.InputStream;
import java.io.Reader;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.MimeParameters;

/** Opens the body of a part as characters, its transfer encoding and its charset undone; errors in them are passed over. */
final class BodyText {

    private BodyText() {}

    /** @param octets the body as transferred; not closed unless the reader is */
    static Reader open(InputStream octets, MimePart part) {
        String charset = MimeParameters.find(part.parameters(), "charset");
        return new CharsetReader(decoded(octets, part.encoding()), MailCharsets.lookup(charset));
    }

    private static InputStream decoded(InputStream octets, String encoding) {
        return switch (encoding) {
            case "base64" -> new Base64InputStream(octets, DecodeMonitor.SILENT);
            case "quoted-printable" -> new QuotedPrintableInputStream(octets, DecodeMonitor.SILENT);
            default -> octets;
        };
    }
}
