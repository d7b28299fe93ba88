package org.facteur.mailstore.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * Folds a stream of characters so that texts which differ in case, in composition or in compatibility characters become
 * equal, in the spirit of {@code i;unicode-casemap} (RFC 5051), but composed: an accent is part of its letter.
 *
 * <p>A character and the marks that follow it are folded together, also when they come in different pieces. Not thread-safe.
 */
final class TextFolding {

    /** Takes folded characters; the array is used again. */
    interface Sink {
        void folded(char[] text, int length);
    }

    private static final int BUFFER_SIZE = 2048;

    /** A character with more marks is cut: nobody writes that (UAX #15, Stream-Safe Text Format). */
    private static final int MAX_CLUSTER = 32;

    /** In {@link #FOLDED}: not one character for one. */
    private static final char COMPLEX = '\uFFFF';

    private static final char FIRST_MARK = '\u0300';

    /** What a character folds to if it stands without marks; filled as characters come, which threads may do twice. */
    private static final char[] FOLDED = new char[1 << 16];

    private static final boolean[] CONTINUES = new boolean[1 << 16];

    static {
        for (int c = FIRST_MARK; c < CONTINUES.length; c++) {
            CONTINUES[c] = continuesCluster((char) c);
        }
    }

    private final Sink sink;
    private final char[] input = new char[BUFFER_SIZE];
    private final char[] output = new char[BUFFER_SIZE];
    private int held;
    private int length;

    TextFolding(Sink sink) {
        this.sink = sink;
    }

    /** Folds a text as a whole. */
    static String fold(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder folded = new StringBuilder(text.length());
        TextFolding folding = new TextFolding((characters, count) -> folded.append(characters, 0, count));
        folding.append(text);
        folding.end();
        return folded.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    void append(String text) {
        for (int from = 0; from < text.length(); ) {
            int count = Math.min(text.length() - from, input.length - held);
            text.getChars(from, from + count, input, held);
            from += count;
            fold(held + count, false);
        }
    }

    void append(char[] text, int offset, int count) {
        for (int from = offset; from < offset + count; ) {
            int taken = Math.min(offset + count - from, input.length - held);
            System.arraycopy(text, from, input, held, taken);
            from += taken;
            fold(held + taken, false);
        }
    }

    /** Ends a text: what is held back is folded, and what follows does not combine with it. */
    void end() {
        fold(held, true);
    }

    private void fold(int limit, boolean last) {
        char[] text = input;
        int i = 0;
        while (i < limit) {
            i = foldAscii(text, i, limit);
            int end = clusterEnd(text, i, limit);
            if (end == limit && !last && end - i < MAX_CLUSTER) {
                break;
            }
            if (end > i) {
                foldCluster(text, i, end);
                i = end;
            }
        }
        held = limit - i;
        System.arraycopy(text, i, text, 0, held);
        flush();
    }

    /** Most text is this; ends before a character that is something else, or that marks may follow. */
    private int foldAscii(char[] text, int from, int limit) {
        char[] folded = output;
        int i = from;
        int o = length;
        while (i + 1 < limit && text[i] < 0x80 && text[i + 1] < FIRST_MARK) {
            char c = text[i++];
            if (o == folded.length) {
                length = o;
                flush();
                o = 0;
            }
            folded[o++] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        length = o;
        return i;
    }

    private static int clusterEnd(char[] text, int from, int limit) {
        int longest = Math.min(limit, from + MAX_CLUSTER);
        int end = from + 1;
        while (end < longest && CONTINUES[text[end]]) {
            end++;
        }
        return Math.min(end, limit);
    }

    private void foldCluster(char[] text, int from, int to) {
        char folded = to - from == 1 ? foldAlone(text[from]) : COMPLEX;
        if (folded != COMPLEX) {
            emit(folded);
            return;
        }
        String cluster = foldCharacters(new String(text, from, to - from));
        for (int i = 0; i < cluster.length(); i++) {
            emit(cluster.charAt(i));
        }
    }

    private static char foldAlone(char c) {
        char known = FOLDED[c];
        if (known != 0) {
            return known;
        }
        String folded = foldCharacters(String.valueOf(c));
        char found = folded.length() == 1 ? folded.charAt(0) : COMPLEX;
        FOLDED[c] = found;
        return found;
    }

    /** Invisible format characters, such as soft hyphens, fold to nothing. */
    private static String foldCharacters(String text) {
        int first = text.codePointAt(0);
        if (Character.getType(first) == Character.FORMAT) {
            String marks = text.substring(Character.charCount(first));
            return marks.isEmpty() ? "" : foldCharacters(marks);
        }
        String upper = Normalizer.normalize(text, Form.NFKC).toUpperCase(Locale.ROOT);
        String lower = upper.toLowerCase(Locale.ROOT).replace('\u03C2', '\u03C3');
        return Normalizer.normalize(lower, Form.NFKC);
    }

    /** Marks, the second half of a surrogate pair, and what composes with a letter before it without being a mark. */
    private static boolean continuesCluster(char c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default ->
                Character.isLowSurrogate(c) || (c >= '\u1160' && c <= '\u11FF') || c == '\uFF9E' || c == '\uFF9F';
        };
    }

    private void emit(char c) {
        if (length == output.length) {
            flush();
        }
        output[length++] = c;
    }

    private void flush() {
        if (length > 0) {
            sink.folded(output, length);
            length = 0;
        }
    }
}
