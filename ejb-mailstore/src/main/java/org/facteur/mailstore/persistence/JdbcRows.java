package org.facteur.mailstore.persistence;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Reads rows as the driver hands them out, for what reads thousands of them outside a transaction: with an entity manager for
 * each call, and an array of boxed columns for each row, those are most of the cost. A connection is held for one statement.
 */
@ApplicationScoped
public class JdbcRows {

    /** The data source of the persistence unit. */
    public static final String DATA_SOURCE = "java:app/facteur/store";

    /** Rows that a driver fetches at once, where it does so at all. */
    private static final int FETCH_SIZE = 1_000;

    @Resource(lookup = DATA_SOURCE)
    private DataSource dataSource;

    /** Takes the row at which the columns stand. */
    @FunctionalInterface
    public interface Row {
        void take(ResultSet columns) throws SQLException;
    }

    /**
     * Reads the rows of a statement in their order.
     *
     * @param parameters for its question marks
     * @return how many rows there were
     * @throws PersistenceException if the database does not answer
     */
    public int read(String sql, Row row, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet columns = statement.executeQuery()) {
                int count = 0;
                while (columns.next()) {
                    row.take(columns);
                    count++;
                }
                return count;
            }
        } catch (SQLException e) {
            throw new PersistenceException(e.getMessage(), e);
        }
    }
}
