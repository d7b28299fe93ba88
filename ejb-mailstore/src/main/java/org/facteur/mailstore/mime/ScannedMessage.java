package org.facteur.mailstore.mime;

import java.util.List;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MimeScanner} has found in a message.
 *
 * @param structure the envelope and the parts
 * @param size octets of the whole message
 * @param header the header block with the empty line that ends it, if it has at most
 *     {@link org.facteur.api.imap.FetchedMessage#MAX_HEADER} octets
 * @param references the References field, unfolded, one {@code char} an octet
 * @param samples how the first text parts begin, for a preview
 */
public record ScannedMessage(
        MessageStructure structure,
        long size,
        byte @Nullable [] header,
        @Nullable String references,
        List<TextSample> samples) {

    public ScannedMessage {
        samples = List.copyOf(samples);
    }

    /**
     * The beginning of a text part.
     *
     * @param part with its type and encoding
     * @param octets of its body as transferred, at most {@link MimeScanner#MAX_SAMPLE}
     */
    public record TextSample(MimePart part, byte[] octets) {}
}
