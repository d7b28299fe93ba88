package org.facteur.imap.syntax;

import org.facteur.api.account.Secret;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.2.3.
 *
 * <pre>
 * login    = "LOGIN" SP userid SP password
 * userid   = astring
 * password = astring
 * </pre>
 */
final class LoginSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "LOGIN";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        String user = in.expectUnicode("a user name");
        in.expectSp();
        return new ImapCommand.Login(user, new Secret(in.expectUnicode("a password")));
    }
}
