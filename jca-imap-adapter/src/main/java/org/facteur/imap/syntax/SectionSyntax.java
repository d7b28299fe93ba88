package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.facteur.imap.ImapCharacter;
import org.facteur.imap.command.Section;
import org.facteur.imap.command.Section.Specifier;

/**
 * Sections of a message (RFC 3501 section 9).
 *
 * <pre>
 * section         = "[" [section-spec] "]"
 * section-spec    = section-msgtext / (section-part ["." section-text])
 * section-part    = nz-number *("." nz-number)
 * section-text    = section-msgtext / "MIME"
 * section-msgtext = "HEADER" / "HEADER.FIELDS" [".NOT"] SP header-list / "TEXT"
 * header-list     = "(" header-fld-name *(SP header-fld-name) ")"
 * header-fld-name = astring
 * </pre>
 */
final class SectionSyntax {

    /** The most part numbers of one section. */
    static final int MAX_PATH = 100;

    private SectionSyntax() {}

    /** {@code section-binary = "[" [section-part] "]"} (RFC 3516 section 7). */
    static List<Long> expectPart(ImapDecoder in) throws ImapSyntaxException {
        Section section = expectSection(in);
        if (!(section.specifier() instanceof Specifier.Whole)) {
            throw in.bad("A part is named by numbers alone");
        }
        return section.part();
    }

    static Section expectSection(ImapDecoder in) throws ImapSyntaxException {
        in.expectSpecial('[');
        if (in.special(']')) {
            return Section.MESSAGE;
        }
        List<Long> part = new ArrayList<>();
        boolean textFollows = true;
        while (textFollows && in.nextIsDigit()) {
            part.add(in.expectNzNumber("a part number"));
            textFollows = in.special('.');
            if (part.size() > MAX_PATH) {
                throw in.bad("A section has at most " + MAX_PATH + " part numbers");
            }
        }
        Specifier specifier = textFollows ? expectText(in, !part.isEmpty()) : new Specifier.Whole();
        in.expectSpecial(']');
        return new Section(part, specifier);
    }

    private static Specifier expectText(ImapDecoder in, boolean ofPart) throws ImapSyntaxException {
        String word = in.word(c -> ImapCharacter.isAtomChar(c) && c != '[');
        return switch (word == null ? "" : word.toUpperCase(Locale.ROOT)) {
            case "HEADER" -> new Specifier.Header();
            case "HEADER.FIELDS" -> new Specifier.HeaderFields(false, expectHeaderList(in));
            case "HEADER.FIELDS.NOT" -> new Specifier.HeaderFields(true, expectHeaderList(in));
            case "TEXT" -> new Specifier.Text();
            case "MIME" -> {
                if (ofPart) {
                    yield new Specifier.Mime();
                }
                throw in.bad("MIME stands behind a part number");
            }
            default -> throw in.bad("There is no such section");
        };
    }

    private static List<String> expectHeaderList(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        List<String> fields = new ArrayList<>();
        in.expectList(() -> fields.add(in.expectAstring("the name of a header field")));
        return fields;
    }
}
