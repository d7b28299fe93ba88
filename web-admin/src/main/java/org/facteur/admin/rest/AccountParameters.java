package org.facteur.admin.rest;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.facteur.mailstore.account.AccountQuery;

/** What the query of {@code GET accounts} says. */
public class AccountParameters extends ListParameters {

    AccountQuery query() {
        return new AccountQuery(
                filter(), domain(), first(), count(AccountQuery.MAX_COUNT), order(order()), isDescending());
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
}
