package org.facteur.imap.syntax;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.response.ResponseCode;

/**
 * RFC 3501 section 6.4.4.
 *
 * <pre>
 * search = "SEARCH" [SP "CHARSET" SP astring] 1*(SP search-key)
 * </pre>
 *
 * <p>Without CHARSET text is UTF-8, of which the US-ASCII of the standard is a part.
 */
final class SearchSyntax implements UidCommandSyntax {

    /** What BADCHARSET recommends; more are understood. */
    private static final List<String> CHARSETS = List.of("US-ASCII", "UTF-8");

    @Override
    public String name() {
        return "SEARCH";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        Charset charset = StandardCharsets.UTF_8;
        if (in.keyword("CHARSET")) {
            in.expectSp();
            charset = expectCharset(in);
            in.expectSp();
        }
        return new ImapCommand.Search(uid, new SearchKeySyntax(in, charset).expectKeys());
    }

    private static Charset expectCharset(ImapDecoder in) throws ImapSyntaxException {
        String name = in.expectAstring("a charset");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw in.no(new ResponseCode.BadCharset(CHARSETS), "That charset is not known here");
        }
    }
}
