package org.facteur.imap.handler;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a message that a section means (RFC 3501 section 6.4.5), from the first to the one after the last.
 *
 * @param start from 0
 * @param end at least {@code start}
 */
record SectionRange(long start, long end) {

    /** Where a section lies; empty if the message has no such part, or the part holds no message with a header. */
    static Optional<SectionRange> of(Section section, MessageStructure structure) {
        if (section.part().isEmpty()) {
            return Optional.of(ofMessage(section.specifier(), structure.root()));
        }
        return find(section.part(), structure).flatMap(part -> ofPart(section.specifier(), part));
    }

    /** The part that the numbers lead to, of which there is at least one. */
    static Optional<MimePart> find(List<Long> numbers, MessageStructure structure) {
        return Optional.ofNullable(find(numbers, structure.root()));
    }

    private static SectionRange ofMessage(Specifier specifier, MimePart root) {
        if (specifier instanceof Specifier.Whole) {
            return new SectionRange(root.headerStart(), root.bodyEnd());
        }
        return specifier instanceof Specifier.Text ? body(root) : header(root);
    }

    private static Optional<SectionRange> ofPart(Specifier specifier, MimePart part) {
        if (specifier instanceof Specifier.Whole) {
            return Optional.of(body(part));
        }
        if (specifier instanceof Specifier.Mime) {
            return Optional.of(header(part));
        }
        return Optional.ofNullable(part.message()).map(message -> ofMessage(specifier, message.root()));
    }

    /** What is there of the octets of a message. */
    byte[] of(byte[] message) {
        boolean isAll = start == 0 && end == message.length;
        return isAll ? message : Arrays.copyOfRange(message, (int) start, (int) end);
    }

    private static SectionRange header(MimePart part) {
        return new SectionRange(part.headerStart(), part.bodyStart());
    }

    static SectionRange body(MimePart part) {
        return new SectionRange(part.bodyStart(), part.bodyEnd());
    }

    private static @Nullable MimePart find(List<Long> numbers, MimePart root) {
        MimePart part = partOfMessage(root, numbers.get(0));
        for (long number : numbers.subList(1, numbers.size())) {
            if (part == null) {
                return null;
            }
            part = part.isMultipart()
                    ? child(part, number)
                    : part.message() == null
                            ? null
                            : partOfMessage(part.message().root(), number);
        }
        return part;
    }

    /** A message that is no multipart has one part, itself. */
    private static @Nullable MimePart partOfMessage(MimePart root, long number) {
        if (root.isMultipart()) {
            return child(root, number);
        }
        return number == 1 ? root : null;
    }

    private static @Nullable MimePart child(MimePart multipart, long number) {
        return number <= multipart.children().size() ? multipart.children().get((int) number - 1) : null;
    }

    long length() {
        return end - start;
    }

    /** The run that a partial fetch asks for, clipped to the section; empty beyond its end. */
    SectionRange clipped(@Nullable Partial partial) {
        if (partial == null) {
            return this;
        }
        long first = Math.min(start + partial.offset(), end);
        return new SectionRange(first, first + Math.min(partial.length(), end - first));
    }
}
