package org.facteur.mailstore.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.persistence.Rows;

/** The aliases, the groups and the other names of domains in the database. */
@ApplicationScoped
public class JpaRouteRepository implements RouteRepository {

    /** So many administrators get what comes for a postmaster whom nobody has named. */
    private static final int MAX_ADMINISTRATORS = 20;

    private static final int DOMAIN = 1;
    private static final int ACCOUNT = 2;
    private static final int TARGET = 3;
    private static final int POSTER = 4;

    private static final String NO_ROUTE =
            ", CAST(NULL AS VARCHAR(16)), CAST(NULL AS VARCHAR(200)), CAST(NULL AS VARCHAR(16)), CAST(NULL AS"
                    + " VARCHAR(320))";

    private static final String ROUTE = ", r.kind, r.display_name, r.posting, r.owner";

    private static final String MATCHES = " FROM Route r WHERE r.kind = :kind AND (:domain = '' OR r.address LIKE"
            + " :inDomain ESCAPE '!') AND (r.address LIKE :filter ESCAPE '!' OR :filter = '%%')";

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Directory look(Set<String> domains, Set<String> addresses) {
        String names = marks(1, domains.size());
        String asked = marks(1 + padded(domains.size()), addresses.size());
        String sql = "SELECT " + DOMAIN + ", d.name, d.name" + NO_ROUTE + " FROM domain d WHERE d.name IN " + names
                + " UNION ALL SELECT " + DOMAIN + ", x.name, d.name" + NO_ROUTE
                + " FROM domain_alias x JOIN domain d ON d.id = x.domain_id WHERE x.name IN " + names
                + " UNION ALL SELECT " + ACCOUNT + ", a.address, a.address" + NO_ROUTE
                + " FROM account a WHERE a.address IN " + asked
                + " UNION ALL SELECT " + TARGET + ", r.address, t.address" + ROUTE
                + " FROM route r JOIN route_target t ON t.route_id = r.id WHERE r.address IN " + asked
                + " UNION ALL SELECT " + POSTER + ", r.address, p.address" + ROUTE
                + " FROM route r JOIN route_poster p ON p.route_id = r.id WHERE r.address IN " + asked;
        // Nothing that is still to be written changes the answer.
        Query query = entityManager.createNativeQuery(sql).setFlushMode(FlushModeType.COMMIT);
        set(query, set(query, 1, domains), addresses);
        return directory(Rows.of(query));
    }

    /** Numbered parameters; their number is a power of two, so that few different statements are prepared. */
    private static String marks(int first, int count) {
        StringBuilder marks = new StringBuilder("(");
        for (int i = 0; i < padded(count); i++) {
            marks.append(i == 0 ? "?" : ", ?").append(first + i);
        }
        return marks.append(')').toString();
    }

    private static int padded(int count) {
        return count <= 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
    }

    private static int set(Query query, int first, Collection<String> values) {
        int number = first;
        String last = "";
        for (String value : values) {
            query.setParameter(number++, value);
            last = value;
        }
        while (number < first + padded(values.size())) {
            query.setParameter(number++, last);
        }
        return number;
    }

    private static Directory directory(List<Object[]> rows) {
        Map<String, String> domains = new HashMap<>();
        Set<String> accounts = new HashSet<>();
        Map<String, List<String>> targets = new HashMap<>();
        Map<String, Set<String>> posters = new HashMap<>();
        Map<String, Object[]> routes = new LinkedHashMap<>();
        for (Object[] row : rows) {
            String key = (String) row[1];
            String value = (String) row[2];
            switch ((int) Rows.number(row[0])) {
                case DOMAIN -> domains.put(key, value);
                case ACCOUNT -> accounts.add(key);
                case TARGET -> {
                    routes.put(key, row);
                    targets.computeIfAbsent(key, route -> new ArrayList<>()).add(value);
                }
                default ->
                    posters.computeIfAbsent(key, route -> new HashSet<>()).add(value.toLowerCase(Locale.ROOT));
            }
        }
        Map<String, Directory.Entry> entries = new HashMap<>();
        routes.forEach((address, row) -> {
            List<String> leadsTo = targets.getOrDefault(address, List.of());
            entries.put(
                    address,
                    new Directory.Entry(
                            leadsTo,
                            RouteKind.valueOf((String) row[3]) == RouteKind.GROUP
                                    ? group(address, row, leadsTo, posters.getOrDefault(address, Set.of()))
                                    : null));
        });
        return new Directory(domains, accounts, entries);
    }

    private static Group group(String address, Object[] row, List<String> members, Set<String> posters) {
        Set<String> lowerCase = new HashSet<>();
        members.forEach(member -> lowerCase.add(member.toLowerCase(Locale.ROOT)));
        return new Group(
                address,
                (String) row[4],
                Posting.valueOf((String) row[5]),
                Optional.ofNullable((String) row[6]),
                lowerCase,
                posters);
    }

    @Override
    public List<String> administrators() {
        return entityManager
                .createQuery(
                        "SELECT a.address FROM MailAccount a WHERE a.administrator = TRUE AND a.enabled = TRUE"
                                + " ORDER BY a.id",
                        String.class)
                .setMaxResults(MAX_ADMINISTRATORS)
                .getResultList();
    }

    @Override
    public void add(Route route, List<String> targets, List<String> posters) {
        entityManager.persist(route);
        entityManager.flush();
        insert("route_target", route, targets);
        insert("route_poster", route, posters);
    }

    @Override
    public void change(Route route, List<String> targets, List<String> posters) {
        entityManager.flush();
        clear(route);
        insert("route_target", route, targets);
        insert("route_poster", route, posters);
    }

    @Override
    public void remove(Route route) {
        clear(route);
        entityManager.remove(route);
    }

    private void clear(Route route) {
        for (String table : List.of("route_target", "route_poster")) {
            entityManager
                    .createNativeQuery("DELETE FROM " + table + " WHERE route_id = ?1")
                    .setParameter(1, route.id())
                    .executeUpdate();
        }
    }

    /** All in one statement. */
    private void insert(String table, Route route, List<String> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        String values = String.join(", ", Collections.nCopies(addresses.size(), "(?, ?, ?)"));
        Query query = entityManager.createNativeQuery(
                "INSERT INTO " + table + " (route_id, position, address) VALUES " + values);
        int number = 1;
        for (int i = 0; i < addresses.size(); i++) {
            query.setParameter(number++, route.id());
            query.setParameter(number++, i);
            query.setParameter(number++, addresses.get(i));
        }
        query.executeUpdate();
    }

    @Override
    public Optional<Route> find(String address, RouteKind kind) {
        return entityManager
                .createQuery("SELECT r FROM Route r WHERE r.address = :address AND r.kind = :kind", Route.class)
                .setParameter("address", address)
                .setParameter("kind", kind)
                .getResultStream()
                .findFirst();
    }

    @Override
    public boolean exists(String address) {
        return !entityManager
                .createQuery("SELECT r.id FROM Route r WHERE r.address = :address", Long.class)
                .setParameter("address", address)
                .getResultList()
                .isEmpty();
    }

    @Override
    public Optional<RouteSummary> summary(String address, RouteKind kind) {
        return find(address, kind).map(route -> summaries(List.of(route)).get(0));
    }

    @Override
    public List<RouteSummary> summaries(RouteQuery query) {
        String jpql = "SELECT r" + MATCHES + " ORDER BY r.address" + (query.descending() ? " DESC" : "");
        return summaries(matching(query, entityManager.createQuery(jpql, Route.class))
                .setFirstResult(query.first())
                .setMaxResults(query.count())
                .getResultList());
    }

    @Override
    public long count(RouteQuery query) {
        return matching(query, entityManager.createQuery("SELECT COUNT(r)" + MATCHES, Long.class))
                .getSingleResult();
    }

    private static <T> TypedQuery<T> matching(RouteQuery query, TypedQuery<T> typed) {
        String domain = query.domain() == null ? "" : query.domain().toLowerCase(Locale.ROOT);
        return typed.setParameter("kind", query.kind())
                .setParameter("filter", "%" + literal(query.filter()) + "%")
                .setParameter("domain", domain)
                .setParameter("inDomain", "%@" + literal(domain));
    }

    private static String literal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
    }

    private List<RouteSummary> summaries(List<Route> routes) {
        if (routes.isEmpty()) {
            return List.of();
        }
        Map<Long, List<String>> targets = addresses("route_target", routes);
        Map<Long, List<String>> posters = addresses("route_poster", routes);
        return routes.stream()
                .map(route -> new RouteSummary(
                        route.draft(
                                targets.getOrDefault(route.id(), List.of()),
                                posters.getOrDefault(route.id(), List.of())),
                        route.created()))
                .toList();
    }

    private Map<Long, List<String>> addresses(String table, List<Route> routes) {
        Query query = entityManager.createNativeQuery("SELECT route_id, address FROM " + table + " WHERE route_id IN "
                + marks(1, routes.size()) + " ORDER BY route_id, position");
        for (int i = 0; i < padded(routes.size()); i++) {
            query.setParameter(i + 1, routes.get(Math.min(i, routes.size() - 1)).id());
        }
        Map<Long, List<String>> addresses = new HashMap<>();
        for (Object[] row : Rows.of(query)) {
            addresses
                    .computeIfAbsent(Rows.number(row[0]), route -> new ArrayList<>())
                    .add((String) row[1]);
        }
        return addresses;
    }

    @Override
    public boolean has(Domain domain) {
        return has("SELECT r.id FROM Route r WHERE r.domainId = :domain", domain)
                || has("SELECT x.name FROM DomainAlias x WHERE x.domainId = :domain", domain);
    }

    private boolean has(String jpql, Domain domain) {
        return !entityManager
                .createQuery(jpql, Object.class)
                .setParameter("domain", domain.id())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    @Override
    public void add(DomainAlias alias) {
        entityManager.persist(alias);
        entityManager.flush();
    }

    @Override
    public void remove(DomainAlias alias) {
        entityManager.remove(alias);
    }

    @Override
    public Optional<DomainAlias> findAlias(DomainName name) {
        return Optional.ofNullable(entityManager.find(DomainAlias.class, name.value()));
    }

    @Override
    public List<DomainAlias> aliases(Domain domain) {
        return entityManager
                .createQuery(
                        "SELECT x FROM DomainAlias x WHERE x.domainId = :domain ORDER BY x.name", DomainAlias.class)
                .setParameter("domain", domain.id())
                .getResultList();
    }
}
