package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.ImapUrl;

/**
 * RFC 4467 section 9.
 *
 * <pre>
 * genurlauth = "GENURLAUTH" 1*(SP url-rump SP mechanism)
 * url-rump   = astring
 * mechanism  = "INTERNAL"
 * </pre>
 */
final class GenUrlAuthSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "GENURLAUTH";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        List<ImapUrl> urls = new ArrayList<>();
        in.expectRepeated(() -> urls.add(expectRump(in)));
        return new ImapCommand.GenUrlAuth(urls);
    }

    private static ImapUrl expectRump(ImapDecoder in) throws ImapSyntaxException {
        Optional<ImapUrl> url = ImapUrlSyntax.parse(NewMessageSyntax.expectUrl(in));
        ImapUrl.Authorization authorization = url.map(ImapUrl::authorization).orElse(null);
        if (url.isEmpty() || authorization == null || authorization.token() != null) {
            throw in.bad("Expected the URL of a message with URLAUTH and without its token");
        }
        in.expectSp();
        if (!in.keyword("INTERNAL")) {
            throw in.bad("INTERNAL is the one mechanism");
        }
        return url.get();
    }
}
