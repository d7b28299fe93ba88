package org.facteur.imap.syntax;

import java.util.HashSet;
import java.util.Set;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 5161 section 4.
 *
 * <pre>
 * enable = "ENABLE" 1*(SP capability)
 * </pre>
 */
final class EnableSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "ENABLE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        Set<String> capabilities = new HashSet<>();
        in.expectRepeated(() -> capabilities.add(in.expectKeyword("a capability")));
        return new ImapCommand.Enable(capabilities);
    }
}
