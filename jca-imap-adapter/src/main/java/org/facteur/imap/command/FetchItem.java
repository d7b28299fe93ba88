package org.facteur.imap.command;

import java.util.Arrays;
import java.util.List;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.EntryPattern;
import org.jspecify.annotations.Nullable;

/** What FETCH can tell of a message (RFC 3501 section 6.4.5). */
public sealed interface FetchItem {

    record Envelope() implements FetchItem {}

    /**
     * The MIME structure.
     *
     * @param extensible {@code BODYSTRUCTURE} rather than {@code BODY}: with the extension data
     */
    record BodyStructure(boolean extensible) implements FetchItem {}

    /**
     * Octets of the message: {@code BODY[section]<partial>}.
     *
     * @param peek {@code BODY.PEEK}: without setting {@code \Seen}
     */
    record BodySection(
            Section section, boolean peek, @Nullable Partial partial) implements FetchItem {}

    /**
     * A run of a section's octets.
     *
     * @param offset 0 to 2^32-1; beyond the end the answer is the empty string
     * @param length 1 to 2^32-1; clipped to the section
     */
    record Partial(long offset, long length) {}

    /** {@code RFC822} and its kin: as body sections, under their own names. */
    record Rfc822(Rfc822.Kind kind) implements FetchItem {

        /** Which octets. */
        public enum Kind {
            /** {@code RFC822}, as {@code BODY[]}. */
            MESSAGE("RFC822"),
            /** {@code RFC822.HEADER}, as {@code BODY.PEEK[HEADER]}. */
            HEADER("RFC822.HEADER"),
            /** {@code RFC822.TEXT}, as {@code BODY[TEXT]}. */
            TEXT("RFC822.TEXT");

            private final String wireName;

            Kind(String wireName) {
                this.wireName = wireName;
            }

            public String wireName() {
                return wireName;
            }
        }

        /** The section that has the same octets. */
        public BodySection asBodySection() {
            return switch (kind) {
                case MESSAGE -> new BodySection(Section.MESSAGE, false, null);
                case HEADER ->
                    new BodySection(new Section(Section.MESSAGE.part(), new Section.Specifier.Header()), true, null);
                case TEXT ->
                    new BodySection(new Section(Section.MESSAGE.part(), new Section.Specifier.Text()), false, null);
            };
        }
    }

    /**
     * Octets of a part without its Content-Transfer-Encoding: {@code BINARY[part]<partial>} (RFC 3516).
     *
     * @param part as in {@link Section}; empty for the whole message, as it is
     * @param peek {@code BINARY.PEEK}: without setting {@code \Seen}
     * @param partial of the decoded octets
     */
    record Binary(List<Long> part, boolean peek, @Nullable Partial partial) implements FetchItem {
        public Binary {
            part = List.copyOf(part);
        }
    }

    /** How many octets {@link Binary} has: {@code BINARY.SIZE[part]}. */
    record BinarySize(List<Long> part) implements FetchItem {
        public BinarySize {
            part = List.copyOf(part);
        }
    }

    /** How the text of the message begins (RFC 8970); computed when it came, so {@code LAZY} is the same. */
    record Preview() implements FetchItem {}

    /** When the message came into its mailbox (RFC 8514). */
    record SaveDate() implements FetchItem {}

    /**
     * Annotations (RFC 5257 section 4.3).
     *
     * @param entries at least one
     * @param attributes at least one, each once
     */
    record Annotations(List<EntryPattern> entries, List<Attribute> attributes) implements FetchItem {
        public Annotations {
            entries = List.copyOf(entries);
            attributes = List.copyOf(attributes);
        }

        /** What is told of an entry. */
        public enum Attribute {
            VALUE_PRIVATE("value", ".priv", Scope.PRIVATE),
            VALUE_SHARED("value", ".shared", Scope.SHARED),
            SIZE_PRIVATE("size", ".priv", Scope.PRIVATE),
            SIZE_SHARED("size", ".shared", Scope.SHARED);

            private final String kind;
            private final String suffix;
            private final Scope scope;

            Attribute(String kind, String suffix, Scope scope) {
                this.kind = kind;
                this.suffix = suffix;
                this.scope = scope;
            }

            /** The attribute of that name; both that it stands for, if it is a name without a suffix. */
            public static List<Attribute> named(String name) {
                return Arrays.stream(values())
                        .filter(each -> name.equals(each.kind) || name.equals(each.wireName()))
                        .toList();
            }

            public String wireName() {
                return kind + suffix;
            }

            public Scope scope() {
                return scope;
            }

            /** Whether it is the value rather than its size. */
            public boolean isValue() {
                return this == VALUE_PRIVATE || this == VALUE_SHARED;
            }
        }

        /** Whether there may be nothing to tell of a message. */
        public boolean mayBeEmpty() {
            return entries.stream().noneMatch(EntryPattern::isExact);
        }
    }

    record Flags() implements FetchItem {}

    /** The mod-sequence (RFC 7162 section 3.1.4.2). */
    record ModSeq() implements FetchItem {}

    record InternalDate() implements FetchItem {}

    record Rfc822Size() implements FetchItem {}

    record Uid() implements FetchItem {}

    /** The identifier of the content (RFC 8474 section 5.1). */
    record EmailId() implements FetchItem {}

    /** The identifier of the conversation (RFC 8474 section 5.2). */
    record ThreadId() implements FetchItem {}
}
