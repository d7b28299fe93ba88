package org.facteur.mailstore.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.DomainName;

/** The aliases, the groups and the other names of domains. */
public interface RouteRepository {

    /** All that is known of some names and addresses, in one statement. */
    Directory look(Set<String> domains, Set<String> addresses);

    /** Whether a name is that of a domain of this server, or another name of one. */
    default boolean isLocal(DomainName domain) {
        return !local(Set.of(domain.value())).isEmpty();
    }

    /** Those of some names that are domains of this server, or other names of them, in one statement. */
    default Set<String> local(Set<String> names) {
        return look(names, Set.of()).domains().keySet();
    }

    /** The addresses of the accounts that administer the server, some at most. */
    List<String> administrators();

    void add(Route route, List<String> targets, List<String> posters);

    /** Writes what has been changed of it, with other targets and posters. */
    void change(Route route, List<String> targets, List<String> posters);

    void remove(Route route);

    Optional<Route> find(String address, RouteKind kind);

    /** Whether there is an alias or a group of that address. */
    boolean exists(String address);

    Optional<RouteSummary> summary(String address, RouteKind kind);

    List<RouteSummary> summaries(RouteQuery query);

    /** How many the query matches, whatever its page. */
    long count(RouteQuery query);

    /** Whether a domain has aliases, groups or other names. */
    boolean has(Domain domain);

    void add(DomainAlias alias);

    void remove(DomainAlias alias);

    Optional<DomainAlias> findAlias(DomainName name);

    /** The other names of a domain, by name. */
    List<DomainAlias> aliases(Domain domain);
}
