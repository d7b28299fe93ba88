package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.facteur.api.search.SortBy;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.response.ResponseCode;

/**
 * RFC 5256 section 5, RFC 5257 section 5, RFC 5957 section 4, RFC 5267 section 5, RFC 6203 section 6.
 *
 * <pre>
 * sort          = "SORT" [SP search-return-opts] SP "(" sort-criterion *(SP sort-criterion) ")" SP search-criteria
 * sort-criterion = ["REVERSE" SP] sort-key
 * sort-key      = "ARRIVAL" / "CC" / "DATE" / "DISPLAYFROM" / "DISPLAYTO" / "FROM" / "RELEVANCY" / "SIZE" / "SUBJECT" / "TO" /
 *                 "ANNOTATION" SP entry SP att-sort
 * </pre>
 */
final class SortSyntax implements UidCommandSyntax {

    /** Each key twice, which nobody needs; a longer order is refused. */
    static final int MAX_CRITERIA = 2 * SortKey.values().length;

    private static final Map<String, SortKey> KEYS =
            Arrays.stream(SortKey.values()).collect(Collectors.toUnmodifiableMap(SortKey::name, Function.identity()));

    @Override
    public String name() {
        return "SORT";
    }

    @Override
    public ImapCommand parse(ImapDecoder in, boolean uid) throws ImapSyntaxException {
        in.expectSp();
        SearchReturn returned = SearchReturnSyntax.options(in);
        List<SortCriterion> order = new ArrayList<>();
        in.expectList(() -> order.add(expectCriterion(in, order.size())));
        in.expectSp();
        return new ImapCommand.Sort(uid, order, SearchKeySyntax.expectCriteria(in), returned);
    }

    private static SortCriterion expectCriterion(ImapDecoder in, int before) throws ImapSyntaxException {
        if (before == MAX_CRITERIA) {
            throw in.no(ResponseCode.Word.LIMIT, "An order has at most " + MAX_CRITERIA + " criteria");
        }
        boolean reverse = in.keyword("REVERSE");
        if (reverse) {
            in.expectSp();
        }
        SortBy annotation = AnnotationSyntax.sortBy(in);
        SortBy by = annotation == null ? KEYS.get(in.expectKeyword("a key to sort by")) : annotation;
        if (by == null) {
            throw in.bad("There is no such key to sort by");
        }
        return new SortCriterion(by, reverse);
    }
}
