package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.3, RFC 6154 section 6.
 *
 * <pre>
 * create       = "CREATE" SP mailbox [SP "(" create-param *(SP create-param) ")"]
 * create-param = "USE" SP "(" [use-attr *(SP use-attr)] ")"
 * use-attr     = "\" atom
 * </pre>
 *
 * <p>A trailing separator declares that there will be mailboxes below; they can be made below any, so it means nothing.
 */
final class CreateSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "CREATE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        String text = in.expectMailboxText();
        boolean trailing = text.length() > 1 && text.charAt(text.length() - 1) == MailboxName.SEPARATOR;
        MailboxName name = in.mailboxName(trailing ? text.substring(0, text.length() - 1) : text);
        List<String> uses = new ArrayList<>();
        if (in.sp()) {
            in.expectList(() -> expectParameter(in, uses));
        }
        return new ImapCommand.Create(name, uses);
    }

    private static void expectParameter(ImapDecoder in, List<String> uses) throws ImapSyntaxException {
        if (!in.expectKeyword("a parameter of CREATE").equals("USE")) {
            throw in.bad("There is no such parameter of CREATE");
        }
        in.expectSp();
        in.expectListOrEmpty(() -> {
            in.expectSpecial('\\');
            uses.add("\\" + in.expectAtom("what the mailbox is for"));
        });
    }
}
