package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.ImapCommand.UrlFetch;

/**
 * RFC 4467 section 9.
 *
 * <pre>
 * urlfetch = "URLFETCH" 1*(SP url-full)
 * url-full = astring
 * </pre>
 */
final class UrlFetchSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "URLFETCH";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        List<UrlFetch.Target> urls = new ArrayList<>();
        in.expectRepeated(() -> {
            String url = NewMessageSyntax.expectUrl(in);
            urls.add(new UrlFetch.Target(url, ImapUrlSyntax.parse(url).orElse(null)));
        });
        return new UrlFetch(urls);
    }
}
