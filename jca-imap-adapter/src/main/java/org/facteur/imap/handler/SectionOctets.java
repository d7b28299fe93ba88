package org.facteur.imap.handler;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier.HeaderFields;
import org.jspecify.annotations.Nullable;

/** Where the octets of a section come from. */
sealed interface SectionOctets {

    /** The message has no such section: {@code NIL}. */
    record Absent() implements SectionOctets {}

    /** The section is in an encoding that nobody here knows (RFC 3516 section 4.3). */
    record Undecodable() implements SectionOctets {}

    /** Only how many there are is known. */
    record Measured(long octets) implements SectionOctets {}

    /** How many there are, as far as that can be said without reading them. */
    default SectionOctets measured() {
        return this instanceof Stored stored && stored.filter() == null
                ? new Measured(stored.range().length())
                : this;
    }

    /** They are here: those of an array, which others share, from one to the one before another. */
    record Known(byte[] octets, int from, int to) implements SectionOctets {

        static Known of(byte[] octets, SectionRange range) {
            return new Known(octets, (int) range.start(), (int) range.end());
        }

        int length() {
            return to - from;
        }
    }

    /** They are made of octets that are here, only when they are told: a client may ask for a thousand sections at once. */
    record Filtered(
            byte[] octets,
            SectionRange range,
            Supplier<OctetFilter> filter,
            @Nullable Partial partial) implements SectionOctets {

        Known known() {
            byte[] made = filter.get().next(range.of(octets), true);
            return Known.of(made, new SectionRange(0, made.length).clipped(partial));
        }
    }

    /**
     * They are in the store.
     *
     * @param range what is read; without {@code filter} it is clipped already
     * @param filter makes what is told out of the range; null: it is told as it is
     * @param partial which run of what the filter makes is told
     */
    record Stored(
            ContentId content,
            SectionRange range,
            @Nullable Supplier<OctetFilter> filter,
            @Nullable Partial partial) implements SectionOctets {

        /** The longest range that is read at once rather than streamed: 128 KiB. */
        static final int SMALL = 128 << 10;

        boolean isSmall() {
            return range.length() <= SMALL;
        }

        /** What to read, if it is small. */
        ContentRange whole() {
            return new ContentRange(content, range.start(), (int) range.length());
        }

        /** What is told, now that the octets of the range are at some place of an array. */
        SectionOctets among(byte[] read, SectionRange place) {
            return filter == null ? Known.of(read, place) : new Filtered(read, place, filter, partial);
        }

        /** What is told of the octets that were read. */
        SectionOctets known(byte[] read) {
            return among(read, new SectionRange(0, read.length));
        }
    }

    /** Finds the octets of a section of a message, of which the parts that {@link FetchPlan} asks for are known. */
    static SectionOctets of(BodySection item, FetchedMessage message) {
        Section section = item.section();
        Partial partial = item.partial();
        if (section.equals(Section.MESSAGE)) {
            return stored(message, new SectionRange(0, message.size()), null, partial);
        }
        HeaderFields fields = section.specifier() instanceof HeaderFields some ? some : null;
        byte[] header = message.header();
        if (header != null && FetchPlan.isMessageHeader(section)) {
            SectionRange whole = new SectionRange(0, header.length);
            return fields == null
                    ? Known.of(header, whole.clipped(partial))
                    : new Filtered(header, whole, () -> new HeaderFilter(fields), partial);
        }
        return SectionRange.of(section, structure(message))
                .map(range -> stored(message, range, fields == null ? null : () -> new HeaderFilter(fields), partial))
                .orElseGet(Absent::new);
    }

    /** Finds the octets of a part without their encoding (RFC 3516 section 4.2). */
    static SectionOctets decoded(List<Long> path, @Nullable Partial partial, FetchedMessage message) {
        if (path.isEmpty()) {
            return stored(message, new SectionRange(0, message.size()), null, partial);
        }
        Optional<MimePart> found = SectionRange.find(path, structure(message));
        if (found.isEmpty()) {
            return new Absent();
        }
        MimePart part = found.get();
        SectionRange body = SectionRange.body(part);
        return switch (part.encoding()) {
            case "7bit", "8bit", "binary" -> stored(message, body, null, partial);
            case "base64" -> stored(message, body, Base64Decoder::new, partial);
            case "quoted-printable" -> stored(message, body, QuotedPrintableDecoder::new, partial);
            default -> new Undecodable();
        };
    }

    private static MessageStructure structure(FetchedMessage message) {
        return Objects.requireNonNull(message.structure(), "structure");
    }

    /** Those of a small message are here already. */
    private static SectionOctets stored(
            FetchedMessage message,
            SectionRange range,
            @Nullable Supplier<OctetFilter> filter,
            @Nullable Partial partial) {
        Stored stored = filter == null
                ? new Stored(message.content(), range.clipped(partial), null, null)
                : new Stored(message.content(), range, filter, partial);
        byte[] octets = message.octets();
        return octets == null ? stored : stored.among(octets, stored.range());
    }
}
