package org.facteur.mailstore.persistence;

import jakarta.persistence.Query;
import java.util.List;

/** Reads the rows of queries that select columns; which class a number has depends on the database. */
public final class Rows {

    private Rows() {}

    /** The rows of a query of at least two columns. */
    @SuppressWarnings("unchecked")
    public static List<Object[]> of(Query query) {
        return query.getResultList();
    }

    public static long number(Object column) {
        return ((Number) column).longValue();
    }

    public static byte[] octets(Object column) {
        return (byte[]) column;
    }
}
