package org.facteur.admin.console;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses as a person writes them into a large field: one a line, or with commas between. */
final class AddressLines {

    private AddressLines() {}

    static List<String> parse(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[\\s,;]+"))
                        .filter(address -> !address.isEmpty())
                        .toList();
    }

    static String of(List<String> addresses) {
        return String.join("\n", addresses);
    }
}
