package org.facteur.imap.syntax;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.SearchReturn;

/**
 * RFC 3501 section 6.4.4, RFC 4731.
 *
 * <pre>
 * search = "SEARCH" [SP search-return-opts] [SP "CHARSET" SP astring] 1*(SP search-key)
 * </pre>
 *
 * <p>Without CHARSET text is UTF-8, of which the US-ASCII of the standard is a part.
 */
final class SearchSyntax implements UidCommandSyntax {

    @Override
    public String name() {
        return "SEARCH";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        SearchReturn returned = SearchReturnSyntax.options(in);
        Charset charset = StandardCharsets.UTF_8;
        if (in.keyword("CHARSET")) {
            in.expectSp();
            charset = SearchKeySyntax.expectCharset(in);
            in.expectSp();
        }
        return new ImapCommand.Search(uid, new SearchKeySyntax(in, charset).expectKeys(), returned);
    }
}
