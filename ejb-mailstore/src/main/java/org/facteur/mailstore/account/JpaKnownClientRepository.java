package org.facteur.mailstore.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.network.Network;
import org.facteur.mailstore.persistence.Rows;

/** Known clients in the database; moments in seconds. */
@ApplicationScoped
public class JpaKnownClientRepository implements KnownClientRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public Optional<Instant> lastLogin(AccountId account, Network client) {
        List<?> found = query(
                        "SELECT last_login FROM known_client WHERE account_id = ?1 AND network = ?2",
                        account,
                        client.toString())
                .getResultList();
        return found.stream().map(Rows::number).map(Instant::ofEpochSecond).findFirst();
    }

    @Override
    public void loggedIn(AccountId account, Network client, Instant now, Instant oldest, int most) {
        String network = client.toString();
        long moment = now.getEpochSecond();
        int known = query(
                        "UPDATE known_client SET last_login = ?3 WHERE account_id = ?1 AND network = ?2",
                        account,
                        network,
                        moment)
                .executeUpdate();
        if (known > 0) {
            return;
        }
        query("DELETE FROM known_client WHERE account_id = ?1 AND last_login < ?2", account, oldest.getEpochSecond())
                .executeUpdate();
        long count = Rows.number(query("SELECT COUNT(*) FROM known_client WHERE account_id = ?1", account)
                .getSingleResult());
        if (count >= most) {
            query(
                            "DELETE FROM known_client WHERE account_id = ?1 AND last_login ="
                                    + " (SELECT MIN(k.last_login) FROM known_client k WHERE k.account_id = ?1)",
                            account)
                    .executeUpdate();
        }
        query(
                        "INSERT INTO known_client (account_id, network, last_login) VALUES (?1, ?2, ?3)",
                        account,
                        network,
                        moment)
                .executeUpdate();
    }

    /** The first parameter is the account. */
    private Query query(String sql, AccountId account, Object... others) {
        Query query = entityManager.createNativeQuery(sql).setParameter(1, account.value());
        for (int i = 0; i < others.length; i++) {
            query.setParameter(i + 2, others[i]);
        }
        return query;
    }
}
