package org.facteur.imap.handler;

import java.util.Arrays;
import java.util.Objects;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.message.MessageStructure;
import org.facteur.imap.command.FetchItem.BodySection;
import org.facteur.imap.command.FetchItem.Partial;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier.HeaderFields;
import org.jspecify.annotations.Nullable;

/** Where the octets of a section come from. */
sealed interface SectionOctets {

    /** The message has no such section: {@code NIL}. */
    record Absent() implements SectionOctets {}

    /** They are here. */
    record Known(byte[] octets) implements SectionOctets {}

    /**
     * They are in the store.
     *
     * @param range what is read; without {@code fields} it is clipped already
     * @param fields which fields of the range are told; null: all of it
     * @param partial which run of those fields is told
     */
    record Stored(
            ContentId content,
            SectionRange range,
            @Nullable HeaderFields fields,
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

        /** What is told of the octets that were read. */
        Known known(byte[] read) {
            return new Known(fields == null ? read : clipped(HeaderFilter.filter(fields, read), partial));
        }
    }

    /** Finds the octets of a section of a message, of which the parts that {@link FetchPlan} asks for are known. */
    static SectionOctets of(BodySection item, FetchedMessage message) {
        Section section = item.section();
        Partial partial = item.partial();
        if (section.equals(Section.MESSAGE)) {
            return stored(message.content(), new SectionRange(0, message.size()), null, partial);
        }
        HeaderFields fields = section.specifier() instanceof HeaderFields some ? some : null;
        byte[] header = message.header();
        if (header != null && FetchPlan.isMessageHeader(section)) {
            return new Known(clipped(fields == null ? header : HeaderFilter.filter(fields, header), partial));
        }
        MessageStructure structure = Objects.requireNonNull(message.structure(), "structure");
        return SectionRange.of(section, structure)
                .<SectionOctets>map(range -> stored(message.content(), range, fields, partial))
                .orElseGet(Absent::new);
    }

    private static Stored stored(
            ContentId content, SectionRange range, @Nullable HeaderFields fields, @Nullable Partial partial) {
        return fields == null
                ? new Stored(content, range.clipped(partial), null, null)
                : new Stored(content, range, fields, partial);
    }

    private static byte[] clipped(byte[] octets, @Nullable Partial partial) {
        if (partial == null) {
            return octets;
        }
        SectionRange run = new SectionRange(0, octets.length).clipped(partial);
        return Arrays.copyOfRange(octets, (int) run.start(), (int) run.end());
    }
}
