package org.facteur.mailstore.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of the names and addresses that it was asked for; what is not in it, is not here.
 *
 * @param domains the name of the domain that each name is, or is another name of
 * @param accounts the addresses that accounts have
 * @param routes by address
 */
record Directory(Map<String, String> domains, Set<String> accounts, Map<String, Entry> routes) {

    /** An alias, or a group. */
    record Entry(List<String> targets, @Nullable Group group) {}
}
