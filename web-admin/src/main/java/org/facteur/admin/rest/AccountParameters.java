package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.facteur.mailstore.account.AccountQuery;
import org.jspecify.annotations.Nullable;

/** What the query of {@code GET accounts} says; a value that cannot be is a 422 that names it. */
public class AccountParameters {

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

    AccountQuery query() {
        boolean descending = sort.startsWith("-");
        return new AccountQuery(
                filter,
                domain == null ? null : domain.toLowerCase(Locale.ROOT),
                number("first", first, 0, Integer.MAX_VALUE),
                number("count", count, 1, AccountQuery.MAX_COUNT),
                order(descending ? sort.substring(1) : sort),
                descending);
    }

    private static AccountQuery.Sort order(String name) {
        return Arrays.stream(AccountQuery.Sort.values())
                .filter(order -> nameOf(order).equals(name))
                .findAny()
                .orElseThrow(() -> ProblemException.invalid(
                        "sort",
                        "This is one of "
                                + Arrays.stream(AccountQuery.Sort.values())
                                        .map(AccountParameters::nameOf)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String nameOf(AccountQuery.Sort order) {
        return order.name().toLowerCase(Locale.ROOT);
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
