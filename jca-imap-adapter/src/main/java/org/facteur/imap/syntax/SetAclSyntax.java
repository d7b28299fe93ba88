package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.api.mailbox.RightsChange.Mode;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 4314 section 3.1.
 *
 * <pre>
 * setacl     = "SETACL" SP mailbox SP identifier SP mod-rights
 * identifier = astring
 * mod-rights = astring             ; [+-]rights to modify the rights of the identifier
 * </pre>
 */
final class SetAclSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "SETACL";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName mailbox = in.expectMailbox();
        in.expectSp();
        String identifier = in.expectUnicode("an identifier");
        in.expectSp();
        return new ImapCommand.SetAcl(mailbox, identifier, expectChange(in));
    }

    private static RightsChange expectChange(ImapDecoder in) throws ImapSyntaxException {
        String text = in.expectAstring("rights");
        Mode mode = text.startsWith("+") ? Mode.ADD : text.startsWith("-") ? Mode.REMOVE : Mode.REPLACE;
        Rights rights = Rights.parse(mode == Mode.REPLACE ? text : text.substring(1))
                .orElseThrow(() -> in.bad("There is no such right"));
        return new RightsChange(mode, rights);
    }
}
