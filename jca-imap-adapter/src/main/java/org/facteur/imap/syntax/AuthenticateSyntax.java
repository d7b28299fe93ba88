package org.facteur.imap.syntax;

import org.facteur.api.account.Secret;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.2.2 and SASL-IR (RFC 4959 section 7).
 *
 * <pre>
 * authenticate = "AUTHENTICATE" SP auth-type [SP initial-resp]
 * auth-type    = atom
 * initial-resp = base64 / "="
 * </pre>
 *
 * <p>Whether the initial response is base64 is left to the exchange that decodes it, as with the responses that follow.
 */
final class AuthenticateSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "AUTHENTICATE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        String mechanism = in.expectKeyword("a mechanism");
        if (in.atEnd()) {
            return new ImapCommand.Authenticate(mechanism, null);
        }
        in.expectSp();
        return new ImapCommand.Authenticate(mechanism, new Secret(in.expectAtom("an initial response")));
    }
}
