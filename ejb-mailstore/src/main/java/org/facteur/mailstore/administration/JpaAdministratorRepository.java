package org.facteur.mailstore.administration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** The administrators in the database. */
@ApplicationScoped
public class JpaAdministratorRepository implements AdministratorRepository {

    @PersistenceContext
    private EntityManager entityManager;

    @Override
    public void add(Administrator administrator) {
        entityManager.persist(administrator);
    }

    @Override
    public Optional<Administrator> find(String name) {
        return Optional.ofNullable(entityManager.find(Administrator.class, name));
    }
}
