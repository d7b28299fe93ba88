package org.facteur.mailstore.start;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.facteur.api.network.InternationalDomain;

/**
 * Gives domains that an older version keeps in Unicode the form by which this one knows them, their A-labels, and so the addresses of
 * their accounts. The domain itself comes last: whatever ends it in between, the next start goes on.
 */
final class DomainForms {

    private static final System.Logger LOG = System.getLogger(DomainForms.class.getName());

    private DomainForms() {}

    static void bringUpToDate(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            for (Map.Entry<Long, String> domain : inUnicode(connection).entrySet()) {
                rename(connection, domain.getKey(), domain.getValue());
            }
        }
    }

    private static Map<Long, String> inUnicode(Connection connection) throws SQLException {
        Map<Long, String> domains = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, name FROM domain")) {
            while (rows.next()) {
                if (rows.getString(2).chars().anyMatch(c -> c > 0x7f)) {
                    domains.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
        return domains;
    }

    private static void rename(Connection connection, long id, String name) throws SQLException {
        String ascii = InternationalDomain.toAscii(name).orElse(null);
        if (ascii == null || exists(connection, ascii)) {
            LOG.log(Level.WARNING, "The domain {0} cannot be had by its A-labels, and no mail comes to it", name);
            return;
        }
        try (PreparedStatement accounts = connection.prepareStatement(
                        "UPDATE account SET address = local_part || ? WHERE domain_id = ?");
                PreparedStatement domain = connection.prepareStatement("UPDATE domain SET name = ? WHERE id = ?")) {
            accounts.setString(1, "@" + ascii);
            accounts.setLong(2, id);
            accounts.executeUpdate();
            domain.setString(1, ascii);
            domain.setLong(2, id);
            domain.executeUpdate();
        }
        LOG.log(Level.INFO, "The domain {0} is known as {1}", name, ascii);
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM domain WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
