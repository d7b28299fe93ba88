package org.facteur.imap.syntax;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.MailboxFilter;
import org.facteur.imap.command.SearchReturn;

/**
 * RFC 7377 section 4.
 *
 * <pre>
 * esearch             = "ESEARCH" [SP esearch-source-opts] [SP search-return-opts] SP search-program
 * esearch-source-opts = "IN" SP "(" filter-mailboxes *(SP filter-mailboxes) ")"
 * search-program      = ["CHARSET" SP charset SP] search-key *(SP search-key)
 * </pre>
 */
final class SearchMailboxesSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "ESEARCH";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        List<MailboxFilter> sources = new ArrayList<>();
        if (in.keyword("IN")) {
            in.expectSp();
            in.expectList(() -> sources.add(MailboxFilterSyntax.expectFilter(in)));
            in.expectSp();
        } else {
            sources.add(new MailboxFilter.Selected(false));
        }
        SearchReturn returned = SearchReturnSyntax.options(in);
        Charset charset = StandardCharsets.UTF_8;
        if (in.keyword("CHARSET")) {
            in.expectSp();
            charset = SearchKeySyntax.expectCharset(in);
            in.expectSp();
        }
        return new ImapCommand.SearchMailboxes(
                sources, new SearchKeySyntax(in, charset).expectKeys(), returned == null ? SearchReturn.ALL : returned);
    }
}
