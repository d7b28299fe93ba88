package org.facteur.mailstore.maintenance;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.facteur.mailstore.start.StoreSchema;

/** The tables and sequences of a store as the database itself describes them, so that none is forgotten. */
final class StoreTables {

    /** What is not mail: how the schema was made, which servers run, who reads a maildrop at this moment. */
    static final Set<String> PASSING =
            Set.of("flyway_schema_history", "server", "history_server", "maildrop_lock", StoreSchema.RESTORING);

    /** What a column holds, the same on every database. */
    enum Kind {
        NUMBER,
        TRUTH,
        TEXT,
        OCTETS
    }

    /** @param name in lower case */
    record Column(String name, Kind kind) {}

    /** @param name in lower case */
    record Table(String name, List<Column> columns) {

        /** Whether a row may be large, so that few are read at once. */
        boolean hasOctets() {
            return columns.stream().anyMatch(column -> column.kind() == Kind.OCTETS);
        }
    }

    private StoreTables() {}

    /** The names of all tables, in lower case. */
    static Set<String> names(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        DatabaseMetaData database = connection.getMetaData();
        try (ResultSet rows =
                database.getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** The tables that hold what is to be kept, each behind those that it refers to. */
    static List<Table> kept(Connection connection) throws SQLException {
        Map<String, Set<String>> references = new TreeMap<>();
        for (String name : names(connection)) {
            if (!PASSING.contains(name)) {
                references.put(name, references(connection, name));
            }
        }
        List<Table> ordered = new ArrayList<>();
        Set<String> done = new TreeSet<>();
        while (!references.isEmpty()) {
            String next = references.entrySet().stream()
                    .filter(entry -> done.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new SQLException("Tables refer to each other in a circle: " + references));
            references.remove(next);
            done.add(next);
            ordered.add(table(connection, next));
        }
        return ordered;
    }

    private static Set<String> references(Connection connection, String table) throws SQLException {
        Set<String> references = new TreeSet<>();
        try (ResultSet rows =
                connection.getMetaData().getImportedKeys(null, connection.getSchema(), stored(connection, table))) {
            while (rows.next()) {
                references.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
            }
        }
        references.remove(table);
        return references;
    }

    private static Table table(Connection connection, String name) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = database.getColumns(null, connection.getSchema(), stored(connection, name), "%")) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT);
                columns.add(new Column(column, kind(rows.getInt("DATA_TYPE"), name, column)));
            }
        }
        return new Table(name, List.copyOf(columns));
    }

    private static Kind kind(int type, String table, String column) throws SQLException {
        return switch (type) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.TINYINT -> Kind.NUMBER;
            case Types.BOOLEAN, Types.BIT -> Kind.TRUTH;
            case Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR -> Kind.TEXT;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> Kind.OCTETS;
            default ->
                throw new SQLException("The column " + table + "." + column + " is of a type that no backup knows");
        };
    }

    /** For each sequence a value that it has not given out; the sequence goes on behind it. */
    static Map<String, Long> sequences(Connection connection) throws SQLException {
        Map<String, Long> sequences = new LinkedHashMap<>();
        boolean isH2 = isH2(connection);
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                // Those of identity columns go with their tables.
                ResultSet rows = statement.executeQuery("SELECT sequence_name FROM information_schema.sequences"
                        + " WHERE sequence_schema = CURRENT_SCHEMA AND LOWER(sequence_name) LIKE '%\\_seq' ESCAPE '\\'"
                        + " ORDER BY 1")) {
            while (rows.next()) {
                names.add(rows.getString(1).toLowerCase(Locale.ROOT));
            }
        }
        Set<String> identities = identities(connection).entrySet().stream()
                .map(entry -> entry.getKey() + "_" + entry.getValue() + "_seq")
                .collect(java.util.stream.Collectors.toSet());
        for (String name : names) {
            if (identities.contains(name)) {
                continue;
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            isH2 ? "SELECT NEXT VALUE FOR " + name : "SELECT nextval('" + name + "')")) {
                row.next();
                sequences.put(name, row.getLong(1));
            }
        }
        return sequences;
    }

    /** For each table with an identity column that column. */
    static Map<String, String> identities(Connection connection) throws SQLException {
        Map<String, String> identities = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name, column_name FROM information_schema.columns"
                        + " WHERE table_schema = CURRENT_SCHEMA AND is_identity = 'YES'")) {
            while (rows.next()) {
                identities.put(
                        rows.getString(1).toLowerCase(Locale.ROOT),
                        rows.getString(2).toLowerCase(Locale.ROOT));
            }
        }
        return identities;
    }

    static boolean isH2(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("H2");
    }

    /** A name as the database keeps it. */
    private static String stored(Connection connection, String name) throws SQLException {
        return connection.getMetaData().storesUpperCaseIdentifiers() ? name.toUpperCase(Locale.ROOT) : name;
    }
}
