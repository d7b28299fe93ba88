package org.facteur.mailstore.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * Folds a stream of characters into what {@code i;unicode-casemap} compares (RFC 5051 section 2): each in its title case, and
 * decomposed. The one place in which texts are folded: SEARCH, SORT and THREAD compare by it (RFC 5255 section 4.2).
 *
 * <p>A character and the marks that follow it are folded together, also when they come in different pieces. Not thread-safe.
 */
public final class TextFolding {

    /** Takes folded characters; the array is used again. */
    interface Sink {
        void folded(char[] text, int length);
    }

    private static final int BUFFER_SIZE = 2048;

    /** A character with more marks is cut: nobody writes that (UAX #15, Stream-Safe Text Format). */
    private static final int MAX_CLUSTER = 32;

    private static final char FIRST_MARK = '\u0300';

    /** What a character folds to if it stands without marks; filled as characters come, which threads may do twice. */
    private static final char[][] FOLDED = new char[1 << 16][];

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

    /** Folds a text as a whole: texts that only differ in case, or in how they are composed, become the same. */
    public static String fold(String text) {
        if (isAscii(text)) {
            return text.toUpperCase(Locale.ROOT);
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
            folded[o++] = c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
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
        for (char c : to - from == 1 ? foldAlone(text[from]) : foldCharacters(new String(text, from, to - from))) {
            emit(c);
        }
    }

    private static char[] foldAlone(char c) {
        char[] known = FOLDED[c];
        if (known == null) {
            known = foldCharacters(String.valueOf(c));
            FOLDED[c] = known;
        }
        return known;
    }

    private static char[] foldCharacters(String text) {
        StringBuilder titled = new StringBuilder(text.length());
        text.codePoints().map(Character::toTitleCase).forEach(titled::appendCodePoint);
        return Normalizer.normalize(titled, Form.NFKD).toCharArray();
    }

    /** What is put in order with the marks beside it, and the second half of a surrogate pair. */
    private static boolean continuesCluster(char c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLowSurrogate(c) || c == '\uFF9E' || c == '\uFF9F';
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
