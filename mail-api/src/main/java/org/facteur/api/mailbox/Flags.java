package org.facteur.api.mailbox;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Flags by name, as a client states them.
 *
 * @param system the system flags
 * @param keywords the keywords as written; two that differ in case only are the same
 */
public record Flags(Set<SystemFlag> system, Set<String> keywords) {

    public static final Flags NONE = new Flags(Set.of(), Set.of());

    public Flags {
        system = system.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(system));
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(keywords);
        keywords = Collections.unmodifiableSet(names);
    }

    public static Flags of(SystemFlag... flags) {
        return new Flags(Set.of(flags), Set.of());
    }

    /** The form in which two spellings of one keyword are equal. */
    public static String canonicalKeyword(String keyword) {
        return keyword.toLowerCase(Locale.ROOT);
    }

    public boolean isEmpty() {
        return system.isEmpty() && keywords.isEmpty();
    }
}
