package org.facteur.mailstore.administration;

import java.util.Optional;

/** Those who may administer the server. */
public interface AdministratorRepository {

    void add(Administrator administrator);

    Optional<Administrator> find(String name);
}
