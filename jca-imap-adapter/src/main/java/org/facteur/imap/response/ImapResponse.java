package org.facteur.imap.response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.facteur.api.account.QuotaResource;
import org.facteur.api.account.QuotaRoot;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.GrantableRights;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.mailbox.OthersMailbox;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.message.StructureForms;
import org.facteur.api.message.StructureForms.Form;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.Annotations.Attribute;
import org.facteur.imap.command.StatusItem;
import org.jspecify.annotations.Nullable;

/**
 * One response of the server (RFC 3501 section 7). It knows its own shape; how each piece of it is written is the matter
 * of the {@link ResponseWriter}.
 */
public sealed interface ImapResponse {

    /** Text in UTF-8, as a {@code char} for each octet. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Writes the whole response, its CRLF included. */
    void writeTo(ResponseWriter out);

    /** How a status response begins. */
    enum Condition {
        OK,
        NO,
        BAD,
        PREAUTH,
        BYE
    }

    /**
     * A tagged or untagged status response (RFC 3501 section 7.1).
     *
     * @param tag of the command that is answered; null: untagged
     * @param text for people; whatever a text may not hold is replaced
     */
    record StatusResponse(
            @Nullable String tag,
            Condition condition,
            @Nullable ResponseCode code,
            String text) implements ImapResponse {

        public static StatusResponse ok(String tag, String text) {
            return new StatusResponse(tag, Condition.OK, null, text);
        }

        public static StatusResponse ok(String tag, ResponseCode code, String text) {
            return new StatusResponse(tag, Condition.OK, code, text);
        }

        public static StatusResponse no(String tag, @Nullable ResponseCode code, String text) {
            return new StatusResponse(tag, Condition.NO, code, text);
        }

        public static StatusResponse bad(@Nullable String tag, String text) {
            return new StatusResponse(tag, Condition.BAD, null, text);
        }

        public static StatusResponse untagged(Condition condition, @Nullable ResponseCode code, String text) {
            return new StatusResponse(null, condition, code, text);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw(tag == null ? "*" : tag).raw(" ").raw(condition.name()).raw(" ");
            if (code != null) {
                out.raw("[");
                code.writeTo(out);
                out.raw("] ");
            }
            out.text(text).endLine();
        }
    }

    /** Leave to go on: with a literal, or with IDLE (RFC 3501 section 7.5). */
    record Continuation(String text) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("+ ").text(text).endLine();
        }
    }

    /** A SASL challenge, possibly empty; written in base64. */
    record Challenge(byte[] octets) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("+ ").base64(octets).endLine();
        }
    }

    record Capability(List<String> names) implements ImapResponse {
        public Capability {
            names = List.copyOf(names);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* CAPABILITY");
            for (String name : names) {
                out.raw(" ").raw(name);
            }
            out.endLine();
        }
    }

    /** RFC 5255 section 3.3: the language that is spoken from now on, or all that there are. */
    record Languages(List<String> tags) implements ImapResponse {
        public Languages {
            tags = List.copyOf(tags);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* LANGUAGE (").raw(String.join(" ", tags)).raw(")").endLine();
        }
    }

    /** RFC 5161 section 3.2. */
    record Enabled(List<String> names) implements ImapResponse {
        public Enabled {
            names = List.copyOf(names);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* ENABLED");
            for (String name : names) {
                out.raw(" ").raw(name);
            }
            out.endLine();
        }
    }

    /**
     * LIST and LSUB (RFC 3501 sections 7.2.2 and 7.2.3).
     *
     * @param lsub whether it answers LSUB
     * @param attributes with their backslash
     * @param name empty in the answer to a LIST that asks for the separator only
     * @param childInfo the selection options that something below satisfies (RFC 5258 section 3.5); usually none
     */
    record MailboxLine(boolean lsub, List<String> attributes, String name, List<String> childInfo)
            implements ImapResponse {
        public MailboxLine {
            attributes = List.copyOf(attributes);
            childInfo = List.copyOf(childInfo);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw(lsub ? "* LSUB (" : "* LIST (");
            for (int i = 0; i < attributes.size(); i++) {
                out.space(i > 0).raw(attributes.get(i));
            }
            out.raw(") \"").raw(String.valueOf(MailboxName.SEPARATOR)).raw("\" ");
            out.mailbox(name);
            if (!childInfo.isEmpty()) {
                out.raw(" (\"CHILDINFO\" (");
                for (int i = 0; i < childInfo.size(); i++) {
                    out.space(i > 0).raw("\"").raw(childInfo.get(i)).raw("\"");
                }
                out.raw("))");
            }
            out.endLine();
        }
    }

    /**
     * RFC 3501 section 7.2.4.
     *
     * @param values as they are written
     */
    record Status(MailboxName mailbox, Map<StatusItem, String> values) implements ImapResponse {
        public Status {
            values = Collections.unmodifiableMap(
                    values.isEmpty() ? new EnumMap<>(StatusItem.class) : new EnumMap<>(values));
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* STATUS ").mailbox(mailbox.value()).raw(" (");
            boolean further = false;
            for (Map.Entry<StatusItem, String> value : values.entrySet()) {
                out.space(further).raw(value.getKey().wireName()).raw(" ").raw(value.getValue());
                further = true;
            }
            out.raw(")").endLine();
        }
    }

    /**
     * What has become of a name, told unasked (RFC 5465 sections 5.4 and 5.5).
     *
     * @param attributes with their backslash
     * @param oldName what it was called before it was renamed
     */
    record MailboxNews(
            List<String> attributes,
            MailboxName name,
            @Nullable MailboxName oldName) implements ImapResponse {
        public MailboxNews {
            attributes = List.copyOf(attributes);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* LIST (")
                    .raw(String.join(" ", attributes))
                    .raw(") \"")
                    .raw(String.valueOf(MailboxName.SEPARATOR))
                    .raw("\" ")
                    .mailbox(name.value());
            if (oldName != null) {
                out.raw(" (\"OLDNAME\" (").mailbox(oldName.value()).raw("))");
            }
            out.endLine();
        }
    }

    /** RFC 3501 section 7.2.6: the flags that a mailbox knows. */
    record Flags(FlagTable table) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* FLAGS ").flags(table, -1L, false).endLine();
        }
    }

    record Exists(long messages) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* ").number(messages).raw(" EXISTS").endLine();
        }
    }

    record Recent(long messages) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* ").number(messages).raw(" RECENT").endLine();
        }
    }

    record Expunge(long sequence) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* ").number(sequence).raw(" EXPUNGE").endLine();
        }
    }

    /**
     * What is gone, by UID (RFC 7162 section 3.2.10).
     *
     * @param earlier whether it went before the mailbox was selected, so that the client never counted it
     * @param uids not empty
     */
    record Vanished(boolean earlier, UidSet uids) implements ImapResponse {

        /** Ranges of one response: a line of some 20 KB. */
        public static final int MAX_RANGES = 1_000;

        /** As many responses as it takes, possibly none. */
        public static List<Vanished> of(boolean earlier, UidSet uids) {
            List<Vanished> responses = new ArrayList<>();
            UidSet.Builder some = new UidSet.Builder();
            int ranges = 0;
            for (UidSet.Range range : uids.ranges()) {
                if (ranges == MAX_RANGES) {
                    responses.add(new Vanished(earlier, some.build()));
                    some = new UidSet.Builder();
                    ranges = 0;
                }
                some.add(range.first(), range.last());
                ranges++;
            }
            if (ranges > 0) {
                responses.add(new Vanished(earlier, some.build()));
            }
            return responses;
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw(earlier ? "* VANISHED (EARLIER) " : "* VANISHED ")
                    .numbers(uids)
                    .endLine();
        }
    }

    /**
     * How a search result has changed since the client was told of it (RFC 5267 section 4.3).
     *
     * @param tag of the command that searched, by UID
     * @param adds whether messages have come to the result rather than gone from it
     * @param places at least one
     */
    record SearchUpdate(String tag, boolean adds, List<Place> places) implements ImapResponse {
        public SearchUpdate {
            places = List.copyOf(places);
        }

        /**
         * Messages that stand side by side.
         *
         * @param position of the first of them, from 1; 0 where the result has no order
         * @param uids in the order of the result, at least one
         */
        public record Place(long position, List<UidSet.Range> uids) {
            public Place {
                uids = List.copyOf(uids);
            }
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* ESEARCH (TAG ").string(tag).raw(adds ? ") UID ADDTO (" : ") UID REMOVEFROM (");
            boolean further = false;
            for (Place place : places) {
                out.space(further).number(place.position()).raw(" ").runs(place.uids());
                further = true;
            }
            out.raw(")").endLine();
        }
    }

    /** As {@link Fetch}, to a client that knows no sequence numbers (RFC 9586 section 3.3). */
    record UidFetch(long uid, List<FetchValue> values) implements ImapResponse {
        public UidFetch {
            values = List.copyOf(values);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.beginUidFetch(uid);
            for (FetchValue value : values) {
                value.writeTo(out);
            }
            out.endFetch();
        }
    }

    /**
     * RFC 3501 section 7.4.2. Long answers, and those with octets of the message, are written piece by piece instead.
     *
     * @param values at least one
     */
    record Fetch(long sequence, List<FetchValue> values) implements ImapResponse {
        public Fetch {
            values = List.copyOf(values);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.beginFetch(sequence);
            for (FetchValue value : values) {
                value.writeTo(out);
            }
            out.endFetch();
        }
    }

    /** RFC 4467 section 8: URLs with their tokens, in US-ASCII. */
    record GenUrlAuth(List<String> urls) implements ImapResponse {
        public GenUrlAuth {
            urls = List.copyOf(urls);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* GENURLAUTH");
            for (String url : urls) {
                out.raw(" ").string(url);
            }
            out.endLine();
        }
    }

    /**
     * RFC 2342 section 5: the client's own mailboxes without a prefix, and those of others, with what people call these in their
     * language (RFC 5255 section 3.4).
     */
    record Namespace() implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* NAMESPACE ");
            write("", out);
            write(OthersMailbox.Namespace.OTHER_USERS.prefix(), out.raw(" "));
            write(OthersMailbox.Namespace.SHARED.prefix(), out.raw(" "));
            out.endLine();
        }

        private static void write(String prefix, ResponseWriter out) {
            out.raw("((")
                    .string(prefix)
                    .raw(" \"")
                    .raw(String.valueOf(MailboxName.SEPARATOR))
                    .raw("\"");
            String translation = out.translated(prefix);
            if (!translation.equals(prefix)) {
                out.raw(" \"TRANSLATION\" (").mailbox(translation).raw(")");
            }
            out.raw("))");
        }
    }

    /** RFC 9208 section 4.2.1. */
    record Quota(QuotaRoot root) implements ImapResponse {

        private static final long KIB = 1024;

        /** How much one of the protocol's units of a resource is. */
        public static long unit(QuotaResource resource) {
            return resource.isOctets() ? KIB : 1;
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* QUOTA ").astring(utf8(root.name())).raw(" (");
            boolean further = false;
            for (Map.Entry<QuotaResource, QuotaRoot.Use> resource :
                    root.resources().entrySet()) {
                long unit = unit(resource.getKey());
                QuotaRoot.Use use = resource.getValue();
                out.space(further).raw(resource.getKey().wireName()).raw(" ");
                out.number((use.used() + unit - 1) / unit).raw(" ").number(use.limit() / unit);
                further = true;
            }
            out.raw(")").endLine();
        }
    }

    /** RFC 9208 section 4.2.2, with the one root that a mailbox has. */
    record QuotaRootOf(MailboxName mailbox, String root) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* QUOTAROOT ").mailbox(mailbox.value()).raw(" ").astring(utf8(root));
            out.endLine();
        }
    }

    /**
     * RFC 5464 section 4.4.1.
     *
     * @param mailbox null for the server
     * @param annotations at least one
     */
    record Metadata(@Nullable MailboxName mailbox, List<Annotation> annotations) implements ImapResponse {
        public Metadata {
            annotations = List.copyOf(annotations);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* METADATA ")
                    .mailbox(mailbox == null ? "" : mailbox.value())
                    .raw(" (");
            for (int i = 0; i < annotations.size(); i++) {
                byte[] value = annotations.get(i).value();
                out.space(i > 0).astring(annotations.get(i).entry().toString()).raw(" ");
                out.nstring(value == null ? null : new String(value, StandardCharsets.ISO_8859_1));
            }
            out.raw(")").endLine();
        }
    }

    /**
     * Which annotations have changed, without their values (RFC 5464 section 4.4.2).
     *
     * @param mailbox null for the server
     * @param entries at least one
     */
    record MetadataNews(@Nullable MailboxName mailbox, List<Annotation.Entry> entries) implements ImapResponse {
        public MetadataNews {
            entries = List.copyOf(entries);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* METADATA ").mailbox(mailbox == null ? "" : mailbox.value());
            entries.forEach(entry -> out.raw(" ").astring(entry.toString()));
            out.endLine();
        }
    }

    /** RFC 4314 section 3.6. */
    record Acl(MailboxName mailbox, List<AclEntry> entries) implements ImapResponse {
        public Acl {
            entries = List.copyOf(entries);
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* ACL ").mailbox(mailbox.value());
            for (AclEntry entry : entries) {
                out.raw(" ")
                        .astring(utf8(entry.identifier()))
                        .raw(" ")
                        .astring(entry.rights().lettersWithObsolete());
            }
            out.endLine();
        }
    }

    /** RFC 4314 section 3.7: each of the optional rights by itself. */
    record ListRights(MailboxName mailbox, String identifier, GrantableRights rights) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* LISTRIGHTS ").mailbox(mailbox.value()).raw(" ").astring(utf8(identifier));
            out.raw(" ").astring(rights.always().lettersWithObsolete());
            rights.optional()
                    .lettersWithObsolete()
                    .chars()
                    .forEach(letter -> out.raw(" ").raw(Character.toString(letter)));
            out.endLine();
        }
    }

    /** RFC 4314 section 3.8. */
    record MyRights(MailboxName mailbox, Rights rights) implements ImapResponse {
        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* MYRIGHTS ").mailbox(mailbox.value()).raw(" ").astring(rights.lettersWithObsolete());
            out.endLine();
        }
    }

    /** RFC 2971 section 3.2: what the server says of itself; nothing is {@code NIL}. */
    record Id(Map<String, String> parameters) implements ImapResponse {
        public Id {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        @Override
        public void writeTo(ResponseWriter out) {
            out.raw("* ID ");
            if (parameters.isEmpty()) {
                out.nil();
            } else {
                out.raw("(");
                boolean further = false;
                for (Map.Entry<String, String> parameter : parameters.entrySet()) {
                    out.space(further).string(parameter.getKey()).raw(" ").string(parameter.getValue());
                    further = true;
                }
                out.raw(")");
            }
            out.endLine();
        }
    }

    /** One item of a FETCH response. */
    sealed interface FetchValue {

        /** Writes the item between {@link ResponseWriter#beginFetch} and {@link ResponseWriter#endFetch}. */
        void writeTo(ResponseWriter out);

        /** Flags as bits of the mailbox's table, and {@code \Recent} apart. */
        record Flags(FlagTable table, long bits, boolean recent) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchFlags(table, bits, recent);
            }
        }

        record ModSeq(long modSeq) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchModSeq(modSeq);
            }
        }

        record Uid(long uid) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchUid(uid);
            }
        }

        record InternalDate(Instant date) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchInternalDate(date);
            }
        }

        record Rfc822Size(long octets) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchSize(octets);
            }
        }

        /** RFC 8474 section 5.1. */
        record EmailId(ContentId content) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchWord("EMAILID (" + ObjectIds.of(content) + ")");
            }
        }

        /** RFC 8474 section 5.2. */
        record ThreadId(String id) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchWord("THREADID (" + id + ")");
            }
        }

        /**
         * RFC 5257 section 4.4.
         *
         * @param attributes what is told of each entry
         * @param annotations what the message has of that, ascending by entry
         */
        record Annotations(List<EntryPattern> entries, List<Attribute> attributes, List<MessageAnnotation> annotations)
                implements FetchValue {
            public Annotations {
                entries = List.copyOf(entries);
                attributes = List.copyOf(attributes);
                annotations = List.copyOf(annotations);
            }

            /** Of an entry that is named without wildcards something is told in any case. */
            @Override
            public void writeTo(ResponseWriter out) {
                Set<String> told = new TreeSet<>();
                entries.stream().filter(EntryPattern::isExact).forEach(entry -> told.add(entry.text()));
                annotations.stream().filter(this::isOfInterest).forEach(annotation -> told.add(annotation.entry()));
                if (told.isEmpty()) {
                    return;
                }
                out.fetchWord("ANNOTATION (");
                boolean further = false;
                for (String entry : told) {
                    out.space(further).astring(entry).raw(" (");
                    for (int i = 0; i < attributes.size(); i++) {
                        write(entry, attributes.get(i), out.space(i > 0));
                    }
                    out.raw(")");
                    further = true;
                }
                out.raw(")");
            }

            private boolean isOfInterest(MessageAnnotation annotation) {
                return attributes.stream().anyMatch(attribute -> attribute.scope() == annotation.scope())
                        && entries.stream().anyMatch(entry -> entry.matches(annotation.entry()));
            }

            private void write(String entry, Attribute attribute, ResponseWriter out) {
                byte[] value = annotations.stream()
                        .filter(each -> each.scope() == attribute.scope()
                                && each.entry().equals(entry))
                        .findFirst()
                        .map(MessageAnnotation::value)
                        .orElse(null);
                out.raw(attribute.wireName()).raw(" ");
                if (attribute.isValue()) {
                    out.binaryOrNil(value);
                } else {
                    out.raw("\"").number(value == null ? 0 : value.length).raw("\"");
                }
            }
        }

        /** Which annotations have changed, without their values (RFC 5257 section 4.4). */
        record AnnotationNames(List<String> entries) implements FetchValue {
            public AnnotationNames {
                entries = List.copyOf(entries);
            }

            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchWord("ANNOTATION (");
                for (int i = 0; i < entries.size(); i++) {
                    out.space(i > 0).astring(entries.get(i));
                }
                out.raw(")");
            }
        }

        record SaveDate(Instant date) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchSaveDate(date);
            }
        }

        /** @param text Unicode */
        record Preview(String text) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchPreview(text);
            }
        }

        /** Of the structure of a message, what the form says. */
        record Structure(StructureForms forms, Form form) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchStructure(forms, form);
            }
        }

        /**
         * A section short enough to be held in memory.
         *
         * @param octets null when there is no such part: {@code NIL}
         */
        record Octets(FetchItem.BodySection item, byte @Nullable [] octets) implements FetchValue {
            @Override
            public void writeTo(ResponseWriter out) {
                out.fetchSection(item);
                if (octets == null) {
                    out.nil();
                } else {
                    out.literalHeader(octets.length).octets(octets, 0, octets.length);
                }
            }
        }
    }
}
