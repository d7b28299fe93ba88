package org.facteur.imap.store;

import java.util.List;
import java.util.stream.Stream;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;

/** How well one message matches a fuzzy key, plainly: 0 if it does not. */
record InMemoryFuzzy(InMemorySearch search) {

    private static final int SAME = 90;
    private static final int BEGINNING = 80;
    private static final int ONE_EDIT = 60;
    private static final int TWO_EDITS = 40;

    int score(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return (int) and.keys().stream()
                    .mapToInt(this::score)
                    .filter(score -> score > 0)
                    .average()
                    .orElse(0);
        }
        if (key instanceof SearchKey.Or or) {
            return Math.max(scoreIfFound(or.left()), scoreIfFound(or.right()));
        }
        return key instanceof SearchKey.Fuzzy fuzzy ? ofText(fuzzy.key()) : 0;
    }

    private int scoreIfFound(SearchKey key) {
        return search.matches(key) ? score(key) : 0;
    }

    private int ofText(SearchKey key) {
        if (search.matches(key)) {
            return Relevancy.MOST;
        }
        int sum = 0;
        List<String> wanted = words(search.wanted(key));
        for (String word : wanted) {
            int best = words(search.texts(key)).stream()
                    .mapToInt(other -> score(word, other))
                    .max()
                    .orElse(0);
            if (best == 0) {
                return 0;
            }
            sum += best;
        }
        return wanted.isEmpty() ? 0 : sum / wanted.size();
    }

    private static List<String> words(String text) {
        return Stream.of(CaseMap.of(text).replaceAll("\\p{M}", "").split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static int score(String wanted, String other) {
        if (other.startsWith(wanted) && (wanted.length() > 2 || other.equals(wanted))) {
            return other.equals(wanted) ? SAME : BEGINNING;
        }
        int edits = edits(wanted, wanted.length(), other, other.length());
        if (edits == 1 && wanted.length() >= 4) {
            return ONE_EDIT;
        }
        return edits == 2 && wanted.length() >= 8 ? TWO_EDITS : 0;
    }

    private static int edits(String a, int m, String b, int n) {
        int[][] rows = new int[m + 1][n + 1];
        for (int i = 0; i <= m; i++) {
            for (int j = 0; j <= n; j++) {
                if (i == 0 || j == 0) {
                    rows[i][j] = i + j;
                    continue;
                }
                int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[m][n];
    }
}
