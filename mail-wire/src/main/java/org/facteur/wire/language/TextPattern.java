package org.facteur.wire.language;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text with places for what changes in it, and its translation, which has as many. Immutable. */
final class TextPattern {

    /** Stands for what changes. */
    static final String PLACE = "{}";

    private final List<String> english;
    private final List<String> translation;

    /** @throws IllegalArgumentException if one has more places than the other */
    TextPattern(String english, String translation) {
        this.english = pieces(english);
        this.translation = pieces(translation);
        if (this.english.size() != this.translation.size()) {
            throw new IllegalArgumentException("Not the same places: " + english);
        }
    }

    /** What stands around the places. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(PLACE); at >= 0; at = text.indexOf(PLACE, from)) {
            pieces.add(text.substring(from, at));
            from = at + PLACE.length();
        }
        pieces.add(text.substring(from));
        return List.copyOf(pieces);
    }

    /** What an English text has in the places; null if it is another text. */
    @Nullable
    List<String> values(String text) {
        int last = english.size() - 1;
        if (!text.startsWith(english.get(0))) {
            return null;
        }
        List<String> values = new ArrayList<>();
        int from = english.get(0).length();
        for (int i = 1; i <= last; i++) {
            String piece = english.get(i);
            int at = i == last ? text.length() - piece.length() : text.indexOf(piece, from);
            if (at < from || !text.startsWith(piece, at)) {
                return null;
            }
            values.add(text.substring(from, at));
            from = at + piece.length();
        }
        return values;
    }

    /** The translation with the same in its places. */
    String translation(List<String> values) {
        StringBuilder text = new StringBuilder(translation.get(0));
        Iterator<String> places = values.iterator();
        for (String piece : translation.subList(1, translation.size())) {
            text.append(places.next()).append(piece);
        }
        return text.toString();
    }
}
