package org.facteur.mailstore.tls;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.facteur.mailstore.persistence.Rows;

/** What domains have said, in the database; moments in seconds. */
@ApplicationScoped
public class JpaStsPolicyRepository implements StsPolicyRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<StsPolicy> find(String domain) {
        return Rows.of(entityManager
                        .createNativeQuery("SELECT policy_id, policy_mode, hosts, fetched, expires FROM sts_policy"
                                + " WHERE domain = ?1")
                        .setParameter(1, domain))
                .stream()
                .map(JpaStsPolicyRepository::policy)
                .findFirst();
    }

    private static StsPolicy policy(Object[] row) {
        Instant fetched = Instant.ofEpochSecond(Rows.number(row[3]));
        List<String> hosts = Arrays.stream(((String) row[2]).split(" "))
                .filter(host -> !host.isEmpty())
                .toList();
        return new StsPolicy(
                (String) row[0],
                Mode.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
                hosts,
                Duration.between(fetched, Instant.ofEpochSecond(Rows.number(row[4]))),
                fetched);
    }

    @Override
    public void put(String domain, StsPolicy policy) {
        int changed = execute(
                "UPDATE sts_policy SET policy_id = ?2, policy_mode = ?3, hosts = ?4, fetched = ?5, expires = ?6"
                        + " WHERE domain = ?1",
                domain,
                policy);
        if (changed == 0) {
            execute(
                    "INSERT INTO sts_policy (domain, policy_id, policy_mode, hosts, fetched, expires)"
                            + " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    domain,
                    policy);
        }
    }

    private int execute(String statement, String domain, StsPolicy policy) {
        return entityManager
                .createNativeQuery(statement)
                .setParameter(1, domain)
                .setParameter(2, policy.id())
                .setParameter(3, policy.mode().word())
                .setParameter(4, String.join(" ", policy.hosts()))
                .setParameter(5, policy.fetched().getEpochSecond())
                .setParameter(6, policy.expires().getEpochSecond())
                .executeUpdate();
    }

    @Override
    public void forget(Instant now) {
        entityManager
                .createNativeQuery("DELETE FROM sts_policy WHERE expires < ?1")
                .setParameter(1, now.getEpochSecond())
                .executeUpdate();
    }
}
