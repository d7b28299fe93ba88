package org.facteur.mailstore.sieve.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A key of {@code :matches} (RFC 5228 section 2.7.1): {@code *} stands for any characters, {@code ?} for one, and a backslash
 * takes the meaning from either. Each star takes as few characters as it can (RFC 5229 section 3.2), which needs no going
 * back beyond the last star: the time is at worst the product of both lengths.
 */
final class Wildcards {

    private static final int ANY = -1;

    /** What stands between the stars, as code points; with one star there are two. */
    private final List<int[]> segments = new ArrayList<>();

    Wildcards(String pattern) {
        int[] codePoints = pattern.codePoints().toArray();
        int[] segment = new int[codePoints.length];
        int length = 0;
        for (int i = 0; i < codePoints.length; i++) {
            int c = codePoints[i];
            if (c == '*') {
                segments.add(Arrays.copyOf(segment, length));
                length = 0;
            } else if (c == '\\' && i + 1 < codePoints.length) {
                segment[length++] = codePoints[++i];
            } else {
                segment[length++] = c == '?' ? ANY : c;
            }
        }
        segments.add(Arrays.copyOf(segment, length));
    }

    /**
     * What the wildcards stand for, in their order.
     *
     * @param folded the text to match
     * @param original the same text, of as many code points, from which the captures are taken
     * @return empty if the text does not match
     */
    Optional<List<String>> match(String folded, String original, Budget budget) throws ScriptFailureException {
        int[] text = folded.codePoints().toArray();
        int[] source = original.codePoints().toArray();
        int[] first = segments.get(0);
        int[] last = segments.get(segments.size() - 1);
        List<String> captures = new ArrayList<>();
        if (segments.size() == 1) {
            if (text.length != first.length || !isAt(text, 0, first, budget)) {
                return Optional.empty();
            }
            capture(source, 0, first, captures);
            return Optional.of(captures);
        }
        int end = text.length - last.length;
        if (first.length > end || !isAt(text, 0, first, budget) || !isAt(text, end, last, budget)) {
            return Optional.empty();
        }
        capture(source, 0, first, captures);
        int position = first.length;
        for (int[] segment : segments.subList(1, segments.size() - 1)) {
            int found = find(text, position, end, segment, budget);
            if (found < 0) {
                return Optional.empty();
            }
            captures.add(new String(source, position, found - position));
            capture(source, found, segment, captures);
            position = found + segment.length;
        }
        captures.add(new String(source, position, end - position));
        capture(source, end, last, captures);
        return Optional.of(captures);
    }

    private static int find(int[] text, int from, int end, int[] segment, Budget budget) throws ScriptFailureException {
        for (int i = from; i + segment.length <= end; i++) {
            if (isAt(text, i, segment, budget)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isAt(int[] text, int at, int[] segment, Budget budget) throws ScriptFailureException {
        int i = 0;
        while (i < segment.length && (segment[i] == ANY || segment[i] == text[at + i])) {
            i++;
        }
        budget.spend(i + 1);
        return i == segment.length;
    }

    private static void capture(int[] source, int at, int[] segment, List<String> captures) {
        for (int i = 0; i < segment.length; i++) {
            if (segment[i] == ANY) {
                captures.add(new String(source, at + i, 1));
            }
        }
    }
}
