package org.facteur.mailstore.sieve.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.SystemFlag;

/**
 * Flags by name, as RFC 5232 section 2 has them: a string may name several, separated by spaces; case does not count; what
 * cannot be a flag is passed over, as is {@code \Recent}.
 */
final class FlagList {

    /** More are passed over. */
    private static final int MAX_FLAGS = 64;

    private static final int MAX_KEYWORD = 100;
    private static final String NO_ATOM = "(){%*\"\\]";

    /** As written, by what is the same in any case. */
    private final Map<String, String> flags = new LinkedHashMap<>();

    static FlagList of(List<String> strings) {
        FlagList list = new FlagList();
        strings.forEach(list::add);
        return list;
    }

    void add(String string) {
        for (String flag : string.split(" +")) {
            if (isFlag(flag) && flags.size() < MAX_FLAGS) {
                flags.putIfAbsent(flag.toLowerCase(Locale.ROOT), flag);
            }
        }
    }

    void remove(String string) {
        for (String flag : string.split(" +")) {
            flags.remove(flag.toLowerCase(Locale.ROOT));
        }
    }

    List<String> names() {
        return new ArrayList<>(flags.values());
    }

    Flags flags() {
        Set<SystemFlag> system = new LinkedHashSet<>();
        Set<String> keywords = new LinkedHashSet<>();
        for (String flag : flags.values()) {
            if (flag.startsWith("\\")) {
                SystemFlag.of(flag).ifPresent(system::add);
            } else {
                keywords.add(flag);
            }
        }
        return new Flags(system, keywords);
    }

    @Override
    public String toString() {
        return String.join(" ", flags.values());
    }

    private static boolean isFlag(String flag) {
        return flag.startsWith("\\")
                ? SystemFlag.of(flag).isPresent()
                : !flag.isEmpty()
                        && flag.length() <= MAX_KEYWORD
                        && flag.chars().allMatch(c -> c > ' ' && c < 0x7F && NO_ATOM.indexOf(c) < 0);
    }
}
