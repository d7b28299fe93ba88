package org.facteur.api.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of the MIME structure of a message (RFC 2045, RFC 2046), with the octet offsets that make {@code BODY[2.1]} a
 * range read. Texts are octets, one {@code char} an octet, without CR, LF and NUL. Offsets count from the first octet of the whole
 * message; those of a part lie within the body of the part around it.
 *
 * <p>Clients expect of every multipart at least one part and of every message/rfc822 a message, and so both are always there.
 * Where the octets hold none (a multipart without parts, a message that is encoded in base64) it is an empty text/plain, or a
 * message with an empty header and body, whose three offsets are the beginning of the body.
 *
 * @param type the media type in lower case: {@code text}, {@code multipart}, {@code message}, …
 * @param subtype the media subtype in lower case
 * @param parameters of Content-Type, names in lower case, in their order
 * @param encoding the Content-Transfer-Encoding in lower case, {@code 7bit} where there is none
 * @param headerStart the first octet of the part's MIME header; of the root, of the message's header
 * @param bodyStart the octet after the empty line that ends the header; where there is none, the end of the header
 * @param bodyEnd the octet after the body, without the CRLF that belongs to the next boundary
 * @param lines line ends in the body, counted for text, message/rfc822 and message/global, and 0 otherwise
 * @param disposition Content-Disposition, if any
 * @param languages Content-Language
 * @param message for message/rfc822 (and message/global): the message within, whose root begins where this body begins
 * @param children of a multipart, at least one; empty otherwise
 */
public record MimePart(
        String type,
        String subtype,
        List<Parameter> parameters,
        @Nullable String id,
        @Nullable String description,
        String encoding,
        @Nullable String md5,
        @Nullable Disposition disposition,
        List<String> languages,
        @Nullable String location,
        long headerStart,
        long bodyStart,
        long bodyEnd,
        long lines,
        @Nullable MessageStructure message,
        List<MimePart> children) {

    public MimePart {
        parameters = List.copyOf(parameters);
        languages = List.copyOf(languages);
        children = List.copyOf(children);
    }

    /** A parameter of a header field; the name in lower case, the value as octets after unquoting. */
    public record Parameter(String name, String value) {}

    /** Content-Disposition (RFC 2183); the kind in lower case. */
    public record Disposition(String kind, List<Parameter> parameters) {
        public Disposition {
            parameters = List.copyOf(parameters);
        }
    }

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    /** Octets of the body as transferred, still encoded. */
    public long bodySize() {
        return bodyEnd - bodyStart;
    }
}
