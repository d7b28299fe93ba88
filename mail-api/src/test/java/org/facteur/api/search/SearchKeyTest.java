package org.facteur.api.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.facteur.api.mailbox.UidSet;
import org.junit.jupiter.api.Test;

class SearchKeyTest {

    private static final SearchKey TEXT = new SearchKey.Text("x");
    private static final SearchKey UIDS = new SearchKey.Uids(UidSet.of(1));
    private static final SearchKey SEARCH = new SearchKey.And(List.of(
            new SearchKey.Or(TEXT, new SearchKey.Not(new SearchKey.Fuzzy(new SearchKey.Recent()))),
            new SearchKey.Not(new SearchKey.Fuzzy(TEXT))));

    @Test
    void whatIsCombinedIsFoundWhereverItIs() {
        assertThat(SEARCH.holds(SearchKey.Recent.class::isInstance)).isTrue();
        assertThat(SEARCH.holds(SearchKey.Fuzzy.class::isInstance)).isTrue();
        assertThat(SEARCH.holds(TEXT::equals)).isTrue();
        assertThat(SEARCH.holds(SearchKey.All.class::isInstance)).isFalse();
    }

    @Test
    void combinationsAreNotAskedThemselves() {
        assertThat(SEARCH.holds(SearchKey.And.class::isInstance)).isFalse();
        assertThat(SEARCH.holds(SearchKey.Or.class::isInstance)).isFalse();
        assertThat(SEARCH.holds(SearchKey.Not.class::isInstance)).isFalse();
    }

    @Test
    void aFuzzyKeyIsReplacedAfterTheKeyInIt() {
        SearchKey replaced = SEARCH.map(key -> {
            if (key instanceof SearchKey.Recent) {
                return UIDS;
            }
            return key instanceof SearchKey.Fuzzy fuzzy && fuzzy.key() == UIDS ? UIDS : key;
        });

        assertThat(replaced)
                .isEqualTo(new SearchKey.And(List.of(
                        new SearchKey.Or(TEXT, new SearchKey.Not(UIDS)),
                        new SearchKey.Not(new SearchKey.Fuzzy(TEXT)))));
    }
}
