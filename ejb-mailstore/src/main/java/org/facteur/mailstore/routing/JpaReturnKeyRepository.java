package org.facteur.mailstore.routing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.persistence.Rows;

/** The key in the database. */
@ApplicationScoped
public class JpaReturnKeyRepository implements ReturnKeyRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<byte[]> find() {
        List<Object[]> rows = Rows.of(entityManager
                .createNativeQuery("SELECT id, secret FROM srs_key ORDER BY id")
                .setFlushMode(FlushModeType.COMMIT)
                .setMaxResults(1));
        return rows.stream().findFirst().map(row -> Rows.octets(row[1]));
    }

    @Override
    public boolean addIfNone(byte[] key, Instant now) {
        return entityManager
                        .createNativeQuery("INSERT INTO srs_key (id, secret, created)"
                                + " SELECT 1, CAST(?1 AS BYTEA), CAST(?2 AS BIGINT)"
                                + " WHERE NOT EXISTS (SELECT 1 FROM srs_key)")
                        .setParameter(1, key)
                        .setParameter(2, now.getEpochSecond())
                        .executeUpdate()
                > 0;
    }
}
