package org.facteur.imap.syntax;

import static java.util.Map.entry;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchItem.Rfc822.Kind;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.SequenceSet;
import org.jspecify.annotations.Nullable;

/**
 * RFC 3501 section 6.4.5, RFC 3516 section 7, RFC 5257 section 5, RFC 7162 section 7, RFC 8514 section 5, RFC 8970 section 6.
 *
 * <pre>
 * fetch     = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / "(" fetch-att *(SP fetch-att) ")")
 *             [fetch-modifiers]
 * fetch-att = "ENVELOPE" / "FLAGS" / "INTERNALDATE" / "RFC822" [".HEADER" / ".SIZE" / ".TEXT"] /
 *             "BODY" ["STRUCTURE"] / "UID" / "EMAILID" / "THREADID" / "MODSEQ" /
 *             ("BODY" / "BODY.PEEK") section [partial] / ("BINARY" / "BINARY.PEEK") section-binary [partial] /
 *             "BINARY.SIZE" section-binary / "PREVIEW" [SP "(" "LAZY" ")"] / "SAVEDATE" / "ANNOTATION" SP "(" entries SP attribs ")"
 * partial   = "&lt;" number "." nz-number "&gt;"
 * </pre>
 */
final class FetchSyntax implements UidCommandSyntax {

    private static final Map<String, FetchItem> PLAIN_ITEMS = Map.ofEntries(
            entry("ENVELOPE", new FetchItem.Envelope()),
            entry("MODSEQ", new FetchItem.ModSeq()),
            entry("FLAGS", new FetchItem.Flags()),
            entry("INTERNALDATE", new FetchItem.InternalDate()),
            entry("RFC822", new FetchItem.Rfc822(Kind.MESSAGE)),
            entry("RFC822.HEADER", new FetchItem.Rfc822(Kind.HEADER)),
            entry("RFC822.TEXT", new FetchItem.Rfc822(Kind.TEXT)),
            entry("RFC822.SIZE", new FetchItem.Rfc822Size()),
            entry("BODYSTRUCTURE", new FetchItem.BodyStructure(true)),
            entry("SAVEDATE", new FetchItem.SaveDate()),
            entry("UID", new FetchItem.Uid()),
            entry("EMAILID", new FetchItem.EmailId()),
            entry("THREADID", new FetchItem.ThreadId()));

    private static final List<FetchItem> FAST =
            List.of(new FetchItem.Flags(), new FetchItem.InternalDate(), new FetchItem.Rfc822Size());
    private static final List<FetchItem> ALL = List.of(
            new FetchItem.Flags(), new FetchItem.InternalDate(), new FetchItem.Rfc822Size(), new FetchItem.Envelope());
    private static final List<FetchItem> FULL = List.of(
            new FetchItem.Flags(),
            new FetchItem.InternalDate(),
            new FetchItem.Rfc822Size(),
            new FetchItem.Envelope(),
            new FetchItem.BodyStructure(false));
    private static final Map<String, List<FetchItem>> MACROS = Map.of("FAST", FAST, "ALL", ALL, "FULL", FULL);

    @Override
    public String name() {
        return "FETCH";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        SequenceSet messages = in.expectSequenceSet();
        in.expectSp();
        Set<FetchItem> items = new LinkedHashSet<>();
        if (in.nextIs('(')) {
            in.expectList(() -> items.add(expectItem(in)));
        } else {
            String name = expectName(in);
            List<FetchItem> macro = MACROS.get(name);
            items.addAll(macro != null ? macro : List.of(expectItem(in, name)));
        }
        return new ImapCommand.Fetch(uid, messages, List.copyOf(items), FetchModifiersSyntax.expectModifiers(in, uid));
    }

    /** {@code fetch-att}. */
    static FetchItem expectItem(ImapDecoder in) throws ImapSyntaxException {
        return expectItem(in, expectName(in));
    }

    /** Letters, digits and dots: an atom would swallow the bracket of a section. */
    private static String expectName(ImapDecoder in) throws ImapSyntaxException {
        String name = in.word(c -> Character.isLetterOrDigit(c) || c == '.');
        if (name == null) {
            throw in.bad("Expected an item to fetch");
        }
        return name.toUpperCase(Locale.ROOT);
    }

    private static FetchItem expectItem(ImapDecoder in, String name) throws ImapSyntaxException {
        FetchItem plain = PLAIN_ITEMS.get(name);
        if (plain != null) {
            return plain;
        }
        return switch (name) {
            case "BODY" -> in.nextIs('[') ? expectSection(in, false) : new FetchItem.BodyStructure(false);
            case "BODY.PEEK" -> expectSection(in, true);
            case "BINARY" -> new FetchItem.Binary(SectionSyntax.expectPart(in), false, partial(in));
            case "BINARY.PEEK" -> new FetchItem.Binary(SectionSyntax.expectPart(in), true, partial(in));
            case "BINARY.SIZE" -> new FetchItem.BinarySize(SectionSyntax.expectPart(in));
            case "PREVIEW" -> expectPreview(in);
            case "ANNOTATION" -> AnnotationSyntax.expectItem(in);
            default -> throw in.bad("There is no such item to fetch");
        };
    }

    private static FetchItem expectSection(ImapDecoder in, boolean peek) throws ImapSyntaxException {
        Section section = SectionSyntax.expectSection(in);
        return new FetchItem.BodySection(section, peek, partial(in));
    }

    private static FetchItem expectPreview(ImapDecoder in) throws ImapSyntaxException {
        if (in.text(" (")) {
            if (!in.keyword("LAZY")) {
                throw in.bad("LAZY alone modifies PREVIEW");
            }
            in.expectSpecial(')');
        }
        return new FetchItem.Preview();
    }

    private static FetchItem.@Nullable Partial partial(ImapDecoder in) throws ImapSyntaxException {
        if (!in.special('<')) {
            return null;
        }
        long offset = in.expectNumber("the first octet");
        in.expectSpecial('.');
        long length = in.expectNzNumber("a number of octets");
        in.expectSpecial('>');
        return new FetchItem.Partial(offset, length);
    }
}
