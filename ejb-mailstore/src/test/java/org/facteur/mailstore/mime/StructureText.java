package org.facteur.mailstore.mime;

import java.util.List;
import java.util.StringJoiner;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.api.message.MimePart.Disposition;
import org.facteur.api.message.MimePart.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a structure so that people can read and compare it: one line a part, numbered as IMAP numbers parts, with
 * {@code header..body..end}, octets and lines; below it what is worth saying of the header, octets beyond ASCII escaped.
 */
final class StructureText {

    private final StringBuilder text = new StringBuilder();

    private StructureText() {}

    static String of(MessageStructure structure) {
        StructureText writer = new StructureText();
        writer.message("", "", structure);
        return writer.text.toString();
    }

    private void message(String number, String indent, MessageStructure structure) {
        envelope(indent, structure.envelope());
        part(number, indent, structure.root());
    }

    private void envelope(String indent, Envelope envelope) {
        field(indent, "date", envelope.date());
        field(indent, "subject", envelope.subject());
        addresses(indent, "from", envelope.from());
        if (!envelope.sender().equals(envelope.from())) {
            addresses(indent, "sender", envelope.sender());
        }
        if (!envelope.replyTo().equals(envelope.from())) {
            addresses(indent, "reply-to", envelope.replyTo());
        }
        addresses(indent, "to", envelope.to());
        addresses(indent, "cc", envelope.cc());
        addresses(indent, "bcc", envelope.bcc());
        field(indent, "in-reply-to", envelope.inReplyTo());
        field(indent, "message-id", envelope.messageId());
    }

    private void addresses(String indent, String name, List<EmailAddress> addresses) {
        if (!addresses.isEmpty()) {
            text.append(indent).append(name).append(':');
            addresses.forEach(address -> text.append(' ').append(address(address)));
            text.append('\n');
        }
    }

    static String address(EmailAddress address) {
        return "("
                + quoted(address.name()) + " "
                + (address.route() == null ? "" : quoted(address.route()) + " ")
                + quoted(address.mailbox()) + " "
                + quoted(address.host()) + ")";
    }

    private void part(String number, String indent, MimePart part) {
        text.append(indent)
                .append(number.isEmpty() ? "*" : number)
                .append(' ')
                .append(part.type())
                .append('/')
                .append(part.subtype())
                .append(parameters(part.parameters()))
                .append(' ')
                .append(part.encoding())
                .append(' ')
                .append(part.headerStart())
                .append("..")
                .append(part.bodyStart())
                .append("..")
                .append(part.bodyEnd())
                .append(" octets=")
                .append(part.bodySize())
                .append(" lines=")
                .append(part.lines())
                .append('\n');
        String inner = indent + "  ";
        field(inner, "id", part.id());
        field(inner, "description", part.description());
        field(inner, "md5", part.md5());
        field(inner, "location", part.location());
        Disposition disposition = part.disposition();
        if (disposition != null) {
            text.append(inner)
                    .append("disposition: ")
                    .append(disposition.kind())
                    .append(parameters(disposition.parameters()))
                    .append('\n');
        }
        if (!part.languages().isEmpty()) {
            text.append(inner).append("languages: ").append(part.languages()).append('\n');
        }
        MessageStructure message = part.message();
        if (message != null) {
            message(child(number, message.root().isMultipart() ? 0 : 1), inner, message);
        }
        int position = 1;
        for (MimePart child : part.children()) {
            part(child(number, position++), inner, child);
        }
    }

    private static String child(String number, int position) {
        String last = position == 0 ? "" : Integer.toString(position);
        return number.isEmpty() ? last : last.isEmpty() ? number : number + "." + last;
    }

    private void field(String indent, String name, @Nullable String value) {
        if (value != null) {
            text.append(indent).append(name).append(": ").append(quoted(value)).append('\n');
        }
    }

    private static String parameters(List<Parameter> parameters) {
        StringJoiner joined = new StringJoiner(" ", " {", "}").setEmptyValue("");
        parameters.forEach(parameter -> joined.add(parameter.name() + "=" + quoted(parameter.value())));
        return joined.toString();
    }

    private static String quoted(@Nullable String octets) {
        if (octets == null) {
            return "-";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < octets.length(); i++) {
            char c = octets.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c >= ' ' && c < 127) {
                quoted.append(c);
            } else {
                quoted.append(String.format("\\%02x", (int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
