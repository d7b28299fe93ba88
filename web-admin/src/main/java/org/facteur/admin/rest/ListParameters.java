package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the query says for a list of addresses, told by page; a value that cannot be is a 422 that names it. */
public abstract class ListParameters {

    static final int DEFAULT_COUNT = 50;

    @QueryParam("filter")
    @DefaultValue("")
    private String filter = "";

    @QueryParam("domain")
    private @Nullable String domain;

    @QueryParam("sort")
    @DefaultValue("address")
    private String sort = "address";

    @QueryParam("first")
    @DefaultValue("0")
    private String first = "0";

    @QueryParam("count")
    @DefaultValue("" + DEFAULT_COUNT)
    private String count = "" + DEFAULT_COUNT;

    final String filter() {
        return filter;
    }

    /** In lower case; null for all. */
    final @Nullable String domain() {
        return domain == null ? null : domain.toLowerCase(Locale.ROOT);
    }

    /** By what, without the sign of the direction. */
    final String order() {
        return isDescending() ? sort.substring(1) : sort;
    }

    final boolean isDescending() {
        return sort.startsWith("-");
    }

    final int first() {
        return number("first", first, 0, Integer.MAX_VALUE);
    }

    final int count(int most) {
        return number("count", count, 1, most);
    }

    static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // answered below, like a number that is out of range
        }
        throw ProblemException.invalid(name, "This is a whole number from " + least + " to " + most + ".");
    }
}
