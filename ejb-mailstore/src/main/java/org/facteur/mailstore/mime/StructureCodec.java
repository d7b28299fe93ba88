package org.facteur.mailstore.mime;

import java.util.List;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.api.message.MimePart.Disposition;
import org.facteur.api.message.MimePart.Parameter;

/**
 * The compact binary form of a {@link MessageStructure} that the store keeps in a column.
 *
 * <p>An octet with the version, then the message. Numbers have seven bits an octet, least significant first, the high bit on
 * all but the last. A text is a number, 0 for none, a word of {@link StructureWords}, or a length and the octets. Offsets are
 * distances from what precedes them, so that most take one or two octets.
 *
 * <pre>
 * message  = envelope part
 * envelope = flags date subject in-reply-to message-id from [sender] [reply-to] to cc bcc
 * list     = count *(name route mailbox host)
 * part     = flags type subtype encoding parameters [id] [description] [md5] [disposition] [languages] [location]
 *            header-start body-start body-size lines [message] [children]
 * </pre>
 */
public final class StructureCodec {

    /** Octets of the longest encoding that {@link #encode} makes of what a {@link MimeScanner} found: 1 MiB, as much as a column of the embedded database takes. */
    public static final int MAX_ENCODED = 1 << 20;

    private static final int VERSION = 1;

    /** One more than the scanner makes: the empty part of a multipart that is nested too deep. */
    private static final int MAX_DEPTH = MimeScanner.MAX_DEPTH + 1;

    private static final int SENDER_IS_FROM = 1;
    private static final int REPLY_TO_IS_FROM = 2;

    private static final int ID = 1;
    private static final int DESCRIPTION = 2;
    private static final int MD5 = 4;
    private static final int DISPOSITION = 8;
    private static final int LANGUAGES = 16;
    private static final int LOCATION = 32;
    private static final int MESSAGE = 64;
    private static final int CHILDREN = 128;

    private StructureCodec() {}

    public static byte[] encode(MessageStructure structure) {
        StructureOutput output = new StructureOutput();
        output.number(VERSION);
        encode(structure, 0, output);
        return output.toByteArray();
    }

    /** @throws CorruptStructureException if the octets are not what {@link #encode} made */
    public static MessageStructure decode(byte[] encoded) {
        StructureInput input = begin(encoded);
        MessageStructure structure = decodeMessage(0, 1, input);
        input.expectEnd();
        return structure;
    }

    /**
     * Decodes the envelope alone, which is how an encoded structure begins.
     *
     * @param beginning of what {@link #encode} made
     * @throws CorruptStructureException if it ends within the envelope, or is none
     */
    public static Envelope decodeEnvelope(byte[] beginning) {
        return decodeEnvelope(begin(beginning));
    }

    private static StructureInput begin(byte[] encoded) {
        StructureInput input = new StructureInput(encoded);
        long version = input.number();
        if (version != VERSION) {
            throw new CorruptStructureException("version " + version + " of the encoded structure is unknown");
        }
        return input;
    }

    private static void encode(MessageStructure structure, long offset, StructureOutput output) {
        Envelope envelope = structure.envelope();
        boolean senderIsFrom = envelope.sender().equals(envelope.from());
        boolean replyToIsFrom = envelope.replyTo().equals(envelope.from());
        output.number((senderIsFrom ? SENDER_IS_FROM : 0) | (replyToIsFrom ? REPLY_TO_IS_FROM : 0));
        output.text(envelope.date());
        output.text(envelope.subject());
        output.text(envelope.inReplyTo());
        output.text(envelope.messageId());
        encode(envelope.from(), output);
        if (!senderIsFrom) {
            encode(envelope.sender(), output);
        }
        if (!replyToIsFrom) {
            encode(envelope.replyTo(), output);
        }
        encode(envelope.to(), output);
        encode(envelope.cc(), output);
        encode(envelope.bcc(), output);
        encode(structure.root(), offset, output);
    }

    private static MessageStructure decodeMessage(long offset, int depth, StructureInput input) {
        Envelope envelope = decodeEnvelope(input);
        return new MessageStructure(envelope, decodePart(offset, depth, input));
    }

    private static Envelope decodeEnvelope(StructureInput input) {
        long flags = input.number();
        String date = input.text();
        String subject = input.text();
        String inReplyTo = input.text();
        String messageId = input.text();
        List<EmailAddress> from = decodeAddresses(input);
        List<EmailAddress> sender = (flags & SENDER_IS_FROM) != 0 ? from : decodeAddresses(input);
        List<EmailAddress> replyTo = (flags & REPLY_TO_IS_FROM) != 0 ? from : decodeAddresses(input);
        List<EmailAddress> to = decodeAddresses(input);
        List<EmailAddress> cc = decodeAddresses(input);
        List<EmailAddress> bcc = decodeAddresses(input);
        return new Envelope(date, subject, from, sender, replyTo, to, cc, bcc, inReplyTo, messageId);
    }

    private static void encode(List<EmailAddress> addresses, StructureOutput output) {
        output.number(addresses.size());
        for (EmailAddress address : addresses) {
            output.text(address.name());
            output.text(address.route());
            output.text(address.mailbox());
            output.text(address.host());
        }
    }

    private static List<EmailAddress> decodeAddresses(StructureInput input) {
        return input.list(4, () -> new EmailAddress(input.text(), input.text(), input.text(), input.text()));
    }

    private static void encode(MimePart part, long offset, StructureOutput output) {
        MessageStructure message = part.message();
        Disposition disposition = part.disposition();
        output.number(present(part.id() != null, ID)
                | present(part.description() != null, DESCRIPTION)
                | present(part.md5() != null, MD5)
                | present(disposition != null, DISPOSITION)
                | present(!part.languages().isEmpty(), LANGUAGES)
                | present(part.location() != null, LOCATION)
                | present(message != null, MESSAGE)
                | present(!part.children().isEmpty(), CHILDREN));
        output.text(part.type());
        output.text(part.subtype());
        output.text(part.encoding());
        encodeParameters(part.parameters(), output);
        output.textIfPresent(part.id());
        output.textIfPresent(part.description());
        output.textIfPresent(part.md5());
        if (disposition != null) {
            output.text(disposition.kind());
            encodeParameters(disposition.parameters(), output);
        }
        if (!part.languages().isEmpty()) {
            output.number(part.languages().size());
            part.languages().forEach(output::text);
        }
        output.textIfPresent(part.location());
        output.number(part.headerStart() - offset);
        output.number(part.bodyStart() - part.headerStart());
        output.number(part.bodySize());
        output.number(part.lines());
        if (message != null) {
            encode(message, part.bodyStart(), output);
        }
        if (!part.children().isEmpty()) {
            output.number(part.children().size());
            long end = part.bodyStart();
            for (MimePart child : part.children()) {
                encode(child, end, output);
                end = child.bodyEnd();
            }
        }
    }

    private static int present(boolean condition, int flag) {
        return condition ? flag : 0;
    }

    private static void encodeParameters(List<Parameter> parameters, StructureOutput output) {
        output.number(parameters.size());
        for (Parameter parameter : parameters) {
            output.text(parameter.name());
            output.text(parameter.value());
        }
    }

    private static List<Parameter> decodeParameters(StructureInput input) {
        return input.list(2, () -> new Parameter(input.requiredText(), input.requiredText()));
    }

    private static MimePart decodePart(long offset, int depth, StructureInput input) {
        if (depth > MAX_DEPTH) {
            throw new CorruptStructureException("parts are nested deeper than " + MAX_DEPTH);
        }
        long flags = input.number();
        String type = input.requiredText();
        String subtype = input.requiredText();
        String encoding = input.requiredText();
        List<Parameter> parameters = decodeParameters(input);
        String id = (flags & ID) != 0 ? input.text() : null;
        String description = (flags & DESCRIPTION) != 0 ? input.text() : null;
        String md5 = (flags & MD5) != 0 ? input.text() : null;
        Disposition disposition =
                (flags & DISPOSITION) != 0 ? new Disposition(input.requiredText(), decodeParameters(input)) : null;
        List<String> languages = (flags & LANGUAGES) != 0 ? input.list(1, input::requiredText) : List.of();
        String location = (flags & LOCATION) != 0 ? input.text() : null;
        long headerStart = input.offset(offset);
        long bodyStart = input.offset(headerStart);
        long bodyEnd = input.offset(bodyStart);
        long lines = input.number();
        MessageStructure message = (flags & MESSAGE) != 0 ? decodeMessage(bodyStart, depth + 1, input) : null;
        List<MimePart> children = (flags & CHILDREN) != 0 ? decodeChildren(bodyStart, depth + 1, input) : List.of();
        return new MimePart(
                type,
                subtype,
                parameters,
                id,
                description,
                encoding,
                md5,
                disposition,
                languages,
                location,
                headerStart,
                bodyStart,
                bodyEnd,
                lines,
                message,
                children);
    }

    private static List<MimePart> decodeChildren(long bodyStart, int depth, StructureInput input) {
        return input.list(9, new StructureInput.Element<>() {
            private long end = bodyStart;

            @Override
            public MimePart read() {
                MimePart child = decodePart(end, depth, input);
                end = child.bodyEnd();
                return child;
            }
        });
    }
}
