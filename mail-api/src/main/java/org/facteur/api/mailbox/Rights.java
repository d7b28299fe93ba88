package org.facteur.api.mailbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an account may do with a mailbox (RFC 4314 section 2).
 *
 * <p>Two letters of RFC 2086 stand for several rights each: {@code c} for {@code k}, and {@code d} for {@code e}, {@code t} and
 * {@code x} (RFC 4314 section 2.1.1). They are understood, and told for clients that know no others.
 */
public record Rights(Set<Right> set) {

    public static final Rights NONE = new Rights(Set.of());
    public static final Rights ALL = new Rights(EnumSet.allOf(Right.class));

    private static final Set<Right> OBSOLETE_CREATE = EnumSet.of(Right.CREATE);
    private static final Set<Right> OBSOLETE_DELETE =
            EnumSet.of(Right.EXPUNGE, Right.DELETE_MESSAGES, Right.DELETE_MAILBOX);

    public Rights {
        set = set.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(set));
    }

    public static Rights of(Right... rights) {
        return new Rights(Set.copyOf(Arrays.asList(rights)));
    }

    /** The rights that the letters stand for, in any order; empty if one of them stands for none. */
    public static Optional<Rights> parse(String letters) {
        EnumSet<Right> set = EnumSet.noneOf(Right.class);
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == 'c') {
                set.addAll(OBSOLETE_CREATE);
            } else if (letter == 'd') {
                set.addAll(OBSOLETE_DELETE);
            } else {
                Optional<Right> right = Right.of(letter);
                if (right.isEmpty()) {
                    return Optional.empty();
                }
                set.add(right.get());
            }
        }
        return Optional.of(new Rights(set));
    }

    public boolean has(Right right) {
        return set.contains(right);
    }

    public boolean hasAny(Right... rights) {
        return Arrays.stream(rights).anyMatch(set::contains);
    }

    public boolean isEmpty() {
        return set.isEmpty();
    }

    public Rights plus(Rights other) {
        return changed(other.set, true);
    }

    public Rights minus(Rights other) {
        return changed(other.set, false);
    }

    private Rights changed(Collection<Right> other, boolean add) {
        EnumSet<Right> result = EnumSet.noneOf(Right.class);
        result.addAll(set);
        if (add) {
            result.addAll(other);
        } else {
            result.removeAll(other);
        }
        return new Rights(result);
    }

    /** The letters of the rights, without those of RFC 2086. */
    public String letters() {
        StringBuilder letters = new StringBuilder(set.size());
        set.forEach(right -> letters.append(right.letter()));
        return letters.toString();
    }

    /** As {@link #letters()}, and the letters of RFC 2086 of which one right at least is here. */
    public String lettersWithObsolete() {
        return letters()
                + (Collections.disjoint(set, OBSOLETE_CREATE) ? "" : "c")
                + (Collections.disjoint(set, OBSOLETE_DELETE) ? "" : "d");
    }

    @Override
    public String toString() {
        return letters();
    }
}
