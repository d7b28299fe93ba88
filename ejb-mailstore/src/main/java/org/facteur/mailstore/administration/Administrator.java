package org.facteur.mailstore.administration;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.facteur.mailstore.security.ScramKeys;

/** Somebody who may administer the server. The first is made when the server starts on an empty database. */
@Entity
@Table(name = "administrator")
public class Administrator {

    @Id
    private String name;

    @Embedded
    private ScramKeys keys;

    /** For JPA. */
    protected Administrator() {}

    public Administrator(String name, ScramKeys keys) {
        this.name = name;
        this.keys = keys;
    }

    public String name() {
        return name;
    }

    public ScramKeys keys() {
        return keys;
    }

    public void changePassword(ScramKeys keys) {
        this.keys = keys;
    }
}
