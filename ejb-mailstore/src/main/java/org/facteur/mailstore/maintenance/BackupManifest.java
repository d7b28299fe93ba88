package org.facteur.mailstore.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a backup says of itself, in its last entry: whoever finds it has the whole.
 *
 * @param version of the Facteur that wrote it
 * @param schema the version of the schema that its tables are of
 * @param created when, ISO 8601
 * @param tables in the order in which they can be filled
 * @param sequences a value that each sequence has not given out yet
 */
record BackupManifest(String version, String schema, String created, List<Entry> tables, Map<String, Long> sequences) {

    static final String NAME = "manifest.properties";

    private static final String FORMAT = "1";
    private static final int MAX_SIZE = 1 << 20;

    /**
     * A table.
     *
     * @param sha256 of its entry, in hexadecimal
     */
    record Entry(String table, long rows, String sha256) {

        /** Where it is in the archive. */
        String path() {
            return "tables/" + table;
        }
    }

    String text() {
        StringBuilder text = new StringBuilder("# A backup of Facteur; see docs/administration.md\n");
        text.append("format=").append(FORMAT).append("\nversion=").append(version);
        text.append("\nschema=")
                .append(schema)
                .append("\ncreated=")
                .append(created)
                .append('\n');
        for (int i = 0; i < tables.size(); i++) {
            Entry entry = tables.get(i);
            text.append("table.%d=%s %d %s%n".formatted(i, entry.table(), entry.rows(), entry.sha256()));
        }
        sequences.forEach((name, value) ->
                text.append("sequence.").append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    static BackupManifest read(InputStream in) throws IOException {
        byte[] octets = in.readNBytes(MAX_SIZE + 1);
        if (octets.length > MAX_SIZE) {
            throw new MaintenanceException("The manifest of the backup is too long");
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(new String(octets, StandardCharsets.UTF_8)));
            if (!FORMAT.equals(properties.getProperty("format"))) {
                throw new MaintenanceException(
                        "The backup is of a format that this version does not know; use a newer one");
            }
            List<Entry> tables = new ArrayList<>();
            for (int i = 0; properties.getProperty("table." + i) != null; i++) {
                String[] words = required(properties, "table." + i).split(" ", -1);
                tables.add(new Entry(TableStream.requireName(words[0]), Long.parseLong(words[1]), words[2]));
            }
            Map<String, Long> sequences = new LinkedHashMap<>();
            for (String key : properties.stringPropertyNames()) {
                if (key.startsWith("sequence.")) {
                    sequences.put(
                            TableStream.requireName(key.substring("sequence.".length())),
                            Long.parseLong(required(properties, key)));
                }
            }
            return new BackupManifest(
                    required(properties, "version"),
                    required(properties, "schema"),
                    required(properties, "created"),
                    List.copyOf(tables),
                    sequences);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new MaintenanceException("The manifest of the backup cannot be read", e);
        }
    }

    private static String required(Properties properties, String key) throws MaintenanceException {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new MaintenanceException("The manifest of the backup lacks " + key);
        }
        return value;
    }
}
