package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.ListReturn;
import org.facteur.imap.command.ListSelection;
import org.facteur.imap.command.StatusItem;

/**
 * RFC 3501 section 6.3.8, RFC 5258 section 6.
 *
 * <pre>
 * list              = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]
 * list-select-opts  = "(" [list-select-opt *(SP list-select-opt)] ")"
 * list-select-opt   = "SUBSCRIBED" / "REMOTE" / "RECURSIVEMATCH" / "SPECIAL-USE"
 * mbox-or-pat       = list-mailbox / "(" list-mailbox *(SP list-mailbox) ")"
 * list-return-opts  = "RETURN" SP "(" [return-option *(SP return-option)] ")"
 * return-option     = "SUBSCRIBED" / "CHILDREN" / "SPECIAL-USE" / "MYRIGHTS" /
 *                     "STATUS" SP "(" status-att *(SP status-att) ")" /
 *                     "METADATA" SP "(" entry *(SP entry) ")"
 * </pre>
 *
 * <p>RECURSIVEMATCH goes beyond another selection option, and is nothing alone.
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
        boolean extended = in.nextIs('(');
        if (extended) {
            in.expectListOrEmpty(() -> selection.add(expectSelection(in)));
            in.expectSp();
        }
        if (selection.contains(ListSelection.RECURSIVEMATCH)
                && !selection.contains(ListSelection.SUBSCRIBED)
                && !selection.contains(ListSelection.SPECIAL_USE)) {
            throw in.bad("RECURSIVEMATCH goes with SUBSCRIBED or SPECIAL-USE");
        }
        String reference = in.expectMailboxText();
        in.expectSp();
        List<String> patterns = new ArrayList<>();
        if (in.nextIs('(')) {
            extended = true;
            in.expectList(() -> patterns.add(in.expectListMailbox()));
        } else {
            patterns.add(in.expectListMailbox());
        }
        Returned returned = new Returned();
        if (in.sp()) {
            extended = true;
            returned.expect(in);
        }
        return new ImapCommand.ListMailboxes(
                extended, selection, reference, patterns, returned.plain, returned.status, returned.annotations);
    }

    private static ListSelection expectSelection(ImapDecoder in) throws ImapSyntaxException {
        return switch (in.expectKeyword("a selection option")) {
            case "SUBSCRIBED" -> ListSelection.SUBSCRIBED;
            case "REMOTE" -> ListSelection.REMOTE;
            case "RECURSIVEMATCH" -> ListSelection.RECURSIVEMATCH;
            case "SPECIAL-USE" -> ListSelection.SPECIAL_USE;
            default -> throw in.bad("There is no such selection option");
        };
    }

    /** What follows RETURN. */
    private static final class Returned {

        final Set<ListReturn> plain = EnumSet.noneOf(ListReturn.class);
        final Set<StatusItem> status = EnumSet.noneOf(StatusItem.class);
        final List<Entry> annotations = new ArrayList<>();

        void expect(ImapDecoder in) throws ImapSyntaxException {
            if (!in.keyword("RETURN")) {
                throw in.bad("Only RETURN and its options can follow the pattern");
            }
            in.expectSp();
            in.expectListOrEmpty(() -> expectOption(in));
        }

        private void expectOption(ImapDecoder in) throws ImapSyntaxException {
            switch (in.expectKeyword("a return option")) {
                case "SUBSCRIBED" -> plain.add(ListReturn.SUBSCRIBED);
                case "CHILDREN" -> plain.add(ListReturn.CHILDREN);
                case "SPECIAL-USE" -> plain.add(ListReturn.SPECIAL_USE);
                case "MYRIGHTS" -> plain.add(ListReturn.MYRIGHTS);
                case "STATUS" -> {
                    in.expectSp();
                    status.addAll(StatusSyntax.expectItems(in));
                }
                case "METADATA" -> {
                    in.expectSp();
                    annotations.addAll(MetadataSyntax.expectEntries(in));
                }
                default -> throw in.bad("There is no such return option");
            }
        }
    }
}
