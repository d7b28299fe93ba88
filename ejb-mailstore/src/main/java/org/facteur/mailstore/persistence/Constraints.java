package org.facteur.mailstore.persistence;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells why the database refused a change. */
public final class Constraints {

    /** SQLSTATE class of integrity constraint violations (ISO/IEC 9075). */
    private static final String VIOLATION = "23";

    private Constraints() {}

    /** Whether a constraint of the schema was violated, as by the second of two who make the same thing at once. */
    public static boolean violated(PersistenceException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().startsWith(VIOLATION)) {
                return true;
            }
        }
        return false;
    }
}
