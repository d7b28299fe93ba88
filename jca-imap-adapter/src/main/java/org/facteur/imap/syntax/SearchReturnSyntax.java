package org.facteur.imap.syntax;

import java.util.EnumSet;
import java.util.Set;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.command.SearchReturn.Item;
import org.jspecify.annotations.Nullable;

/**
 * What a search is to tell (RFC 4731 section 4, RFC 5182 section 3, RFC 5267 section 5, RFC 6203 section 6, RFC 9394 section 4).
 *
 * <pre>
 * search-return-opts = "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"
 * search-return-opt  = "MIN" / "MAX" / "ALL" / "COUNT" / "SAVE" / "CONTEXT" / "UPDATE" /
 *                      "PARTIAL" SP partial-range / "RELEVANCY"
 * </pre>
 */
final class SearchReturnSyntax {

    private final Set<Item> items = EnumSet.noneOf(Item.class);
    private @Nullable PartialRange part;

    private SearchReturnSyntax() {}

    /** Reads the options and the space behind them; null if there are none. */
    static @Nullable SearchReturn options(ImapDecoder in) throws ImapSyntaxException {
        if (!in.keyword("RETURN")) {
            return null;
        }
        in.expectSp();
        SearchReturnSyntax options = new SearchReturnSyntax();
        in.expectListOrEmpty(() -> options.expectOption(in));
        in.expectSp();
        if (options.part != null && options.items.contains(Item.ALL)) {
            throw in.bad("Either ALL is told or a part");
        }
        return options.items.isEmpty() && options.part == null
                ? SearchReturn.ALL
                : new SearchReturn(options.items, options.part);
    }

    private void expectOption(ImapDecoder in) throws ImapSyntaxException {
        String name = in.expectKeyword("a return option");
        if (name.equals("PARTIAL")) {
            if (part != null) {
                throw in.bad("One part can be told");
            }
            in.expectSp();
            part = in.expectPartialRange();
            return;
        }
        try {
            items.add(Item.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw in.bad("There is no such return option");
        }
    }
}
