package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 5267 section 5.
 *
 * <pre>
 * cancelupdate = "CANCELUPDATE" 1*(SP quoted)
 * </pre>
 */
final class CancelUpdateSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "CANCELUPDATE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        List<String> tags = new ArrayList<>();
        in.expectRepeated(() -> tags.add(in.expectString("a tag in quotes")));
        return new ImapCommand.CancelUpdate(tags);
    }
}
