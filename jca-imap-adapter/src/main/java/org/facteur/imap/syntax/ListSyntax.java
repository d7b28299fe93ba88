package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.ListReturn;
import org.facteur.imap.command.ListSelection;

/**
 * RFC 3501 section 6.3.8 and, as far as SPECIAL-USE needs it, RFC 5258 section 6.
 *
 * <pre>
 * list              = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]
 * list-select-opts  = "(" [list-select-opt *(SP list-select-opt)] ")"
 * list-select-opt   = "SPECIAL-USE"
 * mbox-or-pat       = list-mailbox / "(" list-mailbox *(SP list-mailbox) ")"
 * list-return-opts  = "RETURN" SP "(" [return-option *(SP return-option)] ")"
 * return-option     = "SPECIAL-USE"
 * </pre>
 */
final class ListSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "LIST";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        Set<ListSelection> selection = EnumSet.noneOf(ListSelection.class);
        if (in.nextIs('(')) {
            in.expectListOrEmpty(() -> selection.add(expectSelection(in)));
            in.expectSp();
        }
        String reference = in.expectMailboxText();
        in.expectSp();
        List<String> patterns = new ArrayList<>();
        if (in.nextIs('(')) {
            in.expectList(() -> patterns.add(in.expectListMailbox()));
        } else {
            patterns.add(in.expectListMailbox());
        }
        return new ImapCommand.ListMailboxes(selection, reference, patterns, expectReturned(in));
    }

    private static Set<ListReturn> expectReturned(ImapDecoder in) throws ImapSyntaxException {
        Set<ListReturn> returned = EnumSet.noneOf(ListReturn.class);
        if (!in.sp()) {
            return returned;
        }
        if (!in.keyword("RETURN")) {
            throw in.bad("Only RETURN and its options can follow the pattern");
        }
        in.expectSp();
        in.expectListOrEmpty(() -> returned.add(expectReturn(in)));
        return returned;
    }

    private static ListSelection expectSelection(ImapDecoder in) throws ImapSyntaxException {
        if (in.expectKeyword("a selection option").equals("SPECIAL-USE")) {
            return ListSelection.SPECIAL_USE;
        }
        throw in.bad("There is no such selection option");
    }

    private static ListReturn expectReturn(ImapDecoder in) throws ImapSyntaxException {
        if (in.expectKeyword("a return option").equals("SPECIAL-USE")) {
            return ListReturn.SPECIAL_USE;
        }
        throw in.bad("There is no such return option");
    }
}
