package org.facteur.mailstore.database;

import java.sql.Connection;
import java.sql.SQLException;

/** What makes a commit a promise, on one kind of database. */
interface Durability {

    /** The kind of database that a JDBC URL names. */
    static Durability of(String url) {
        if (EmbeddedDurability.isFile(url)) {
            return new EmbeddedDurability();
        }
        return url.startsWith("jdbc:postgresql:") ? new PostgresDurability() : new DatabasesOwn();
    }

    /** The URL with which connections are to be made in place of that one. */
    String url(String url);

    /** Opens a connection that is as its users are to see it: a commit that returns normally is durable. */
    Connection open(Driver driver) throws SQLException;

    /** Where connections come from that promise nothing. */
    interface Driver {

        Connection connect() throws SQLException;
    }

    /** A database that is taken at its word, or has none to keep because it is in memory. */
    final class DatabasesOwn implements Durability {

        @Override
        public String url(String url) {
            return url;
        }

        @Override
        public Connection open(Driver driver) throws SQLException {
            return driver.connect();
        }
    }
}
