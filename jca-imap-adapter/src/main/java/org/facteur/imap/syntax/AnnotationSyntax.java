package org.facteur.imap.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortBy;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.Annotations.Attribute;
import org.facteur.imap.response.ResponseCode.Word;
import org.jspecify.annotations.Nullable;

/**
 * Annotations of messages in commands (RFC 5257 section 5).
 *
 * <pre>
 * att-annotate = "ANNOTATION" SP "(" entry-att *(SP entry-att) ")"
 * entry-att    = entry SP "(" att-value *(SP att-value) ")"
 * att-value    = attrib SP (nstring / literal8)
 * fetch-att    =/ "ANNOTATION" SP "(" entries SP attribs ")"
 * entries      = entry-match / "(" entry-match *(SP entry-match) ")"
 * attribs      = attrib / "(" attrib *(SP attrib) ")"
 * search-key   =/ "ANNOTATION" SP entry-match SP ("value" / "value.priv" / "value.shared") SP (nstring / literal8)
 * sort-key     =/ "ANNOTATION" SP entry SP ("value.priv" / "value.shared")
 * entry        = astring                     ; "/..."
 * entry-match  = list-mailbox                ; with wildcards
 * attrib       = astring
 * </pre>
 */
final class AnnotationSyntax {

    /** Patterns of one item to fetch. */
    static final int MAX_PATTERNS = 20;

    /** Annotations that one command sets of a message: as many as it can have. */
    static final int MAX_CHANGES = 2 * MessageAnnotation.MAX_ENTRIES;

    private AnnotationSyntax() {}

    /** {@code att-annotate}, behind its word: what a message gets. */
    static List<MessageAnnotation> expectAnnotations(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        List<MessageAnnotation> annotations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        in.expectList(() -> {
            String entry = expectEntry(in);
            in.expectSp();
            in.expectList(() -> {
                MessageAnnotation annotation = expectValue(in, entry);
                if (!names.add(annotation.scope() + entry)) {
                    throw in.bad("An annotation is given twice");
                }
                if (annotations.size() == MAX_CHANGES) {
                    throw in.no(Word.ANNOTATE_TOOMANY, "A message has at most " + MAX_CHANGES + " annotations");
                }
                annotations.add(annotation);
            });
        });
        return annotations;
    }

    private static String expectEntry(ImapDecoder in) throws ImapSyntaxException {
        String entry = in.expectAstring("the name of an entry");
        if (!MessageAnnotation.isLegal(entry)) {
            throw in.bad("No entry can have such a name");
        }
        return entry;
    }

    private static MessageAnnotation expectValue(ImapDecoder in, String entry) throws ImapSyntaxException {
        Scope scope = expectScope(in);
        in.expectSp();
        String value = in.expectBinaryOrNil("a value or NIL");
        if (value != null && value.length() > MessageAnnotation.MAX_VALUE) {
            throw in.no(Word.ANNOTATE_TOOBIG, "A value has at most " + MessageAnnotation.MAX_VALUE + " octets");
        }
        return new MessageAnnotation(entry, scope, value == null ? null : value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** {@code value.priv} or {@code value.shared}, of which one has to be chosen (RFC 5257 section 3.3). */
    private static Scope expectScope(ImapDecoder in) throws ImapSyntaxException {
        return switch (in.expectAstring("an attribute")) {
            case "value.priv" -> Scope.PRIVATE;
            case "value.shared" -> Scope.SHARED;
            default -> throw in.bad("Either value.priv or value.shared");
        };
    }

    /** What FETCH tells, behind its word. */
    static FetchItem expectItem(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        in.expectSpecial('(');
        List<EntryPattern> entries = new ArrayList<>();
        if (in.nextIs('(')) {
            in.expectList(() -> entries.add(expectPattern(in, entries.size())));
        } else {
            entries.add(expectPattern(in, 0));
        }
        in.expectSp();
        Set<Attribute> attributes = new LinkedHashSet<>();
        if (in.nextIs('(')) {
            in.expectList(() -> attributes.addAll(expectAttributes(in)));
        } else {
            attributes.addAll(expectAttributes(in));
        }
        in.expectSpecial(')');
        return new FetchItem.Annotations(entries, List.copyOf(attributes));
    }

    private static EntryPattern expectPattern(ImapDecoder in, int before) throws ImapSyntaxException {
        EntryPattern pattern = new EntryPattern(in.expectPattern("the name of an entry, with or without wildcards"));
        if (!pattern.isLegal()) {
            throw in.bad("No entry can have such a name");
        }
        if (before == MAX_PATTERNS) {
            throw in.no(Word.LIMIT, "At most " + MAX_PATTERNS + " entries are asked for at once");
        }
        return pattern;
    }

    private static List<Attribute> expectAttributes(ImapDecoder in) throws ImapSyntaxException {
        List<Attribute> attributes = Attribute.named(in.expectAstring("an attribute"));
        if (attributes.isEmpty()) {
            throw in.bad("There is no such attribute");
        }
        return attributes;
    }

    /** What SEARCH asks about, behind its word; without a value: whether there is none. */
    static SearchKey expectKey(ImapDecoder in, Text text) throws ImapSyntaxException {
        in.expectSp();
        EntryPattern pattern = expectPattern(in, 0);
        in.expectSp();
        Set<Scope> scopes = switch (in.expectAstring("an attribute")) {
            case "value" -> EnumSet.allOf(Scope.class);
            case "value.priv" -> EnumSet.of(Scope.PRIVATE);
            case "value.shared" -> EnumSet.of(Scope.SHARED);
            default -> throw in.bad("Only values can be searched");
        };
        in.expectSp();
        String wanted = in.keyword("NIL") ? null : text.expect();
        SearchKey found = new SearchKey.Annotated(pattern, scopes, wanted == null ? "" : wanted);
        return wanted == null ? new SearchKey.Not(found) : found;
    }

    /** Reads text in the charset of the command. */
    @FunctionalInterface
    interface Text {
        String expect() throws ImapSyntaxException;
    }

    /** What SORT orders by, behind its word; null if that is not what follows. */
    static @Nullable SortBy sortBy(ImapDecoder in) throws ImapSyntaxException {
        if (!in.keyword("ANNOTATION")) {
            return null;
        }
        in.expectSp();
        String entry = expectEntry(in);
        in.expectSp();
        return new SortBy.AnnotationValue(entry, expectScope(in));
    }
}
