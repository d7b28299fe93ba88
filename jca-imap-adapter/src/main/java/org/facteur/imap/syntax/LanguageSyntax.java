package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.response.ResponseCode;

/**
 * RFC 5255 section 5.
 *
 * <pre>
 * language-cmd = "LANGUAGE" *(SP lang-range-quoted)
 * lang-range-quoted = astring
 * </pre>
 */
final class LanguageSyntax implements CommandSyntax {

    private static final int MAX_RANGES = 50;
    private static final int MAX_RANGE = 100;

    @Override
    public String name() {
        return "LANGUAGE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        List<String> ranges = new ArrayList<>();
        if (in.sp()) {
            in.expectRepeated(() -> ranges.add(expectRange(in, ranges.size())));
        }
        return new ImapCommand.SetLanguage(ranges);
    }

    private static String expectRange(ImapDecoder in, int before) throws ImapSyntaxException {
        String range = in.expectAstring("a language");
        if (before == MAX_RANGES || range.length() > MAX_RANGE) {
            throw in.no(
                    ResponseCode.Word.LIMIT,
                    "At most " + MAX_RANGES + " languages, named by " + MAX_RANGE + " characters each");
        }
        return range;
    }
}
