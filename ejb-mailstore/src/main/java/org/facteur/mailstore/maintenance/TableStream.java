package org.facteur.mailstore.maintenance;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.facteur.mailstore.maintenance.StoreTables.Column;
import org.facteur.mailstore.maintenance.StoreTables.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A table as octets, the same from every database.
 *
 * <pre>
 * table  = columns *( 1 row ) 0
 * columns = count(2) *( name kind )        ; name: length(2), modified UTF-8; kind: 1 octet
 * row    = *( 0 / 1 value )                ; 0: null
 * value  = 8 octets / 1 octet / length(4) octets
 * </pre>
 */
final class TableStream {

    /** No value of a store is larger; a chunk has 256 KiB. */
    static final int MAX_VALUE = 16 << 20;

    private static final int MAX_COLUMNS = 1_000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private TableStream() {}

    static void writeColumns(List<Column> columns, DataOutputStream out) throws IOException {
        out.writeShort(columns.size());
        for (Column column : columns) {
            out.writeUTF(column.name());
            out.writeByte(column.kind().ordinal());
        }
    }

    static List<Column> readColumns(DataInputStream in) throws IOException {
        int count = in.readUnsignedShort();
        if (count == 0 || count > MAX_COLUMNS) {
            throw new MaintenanceException("The backup has a table of " + count + " columns");
        }
        List<Column> columns = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = requireName(in.readUTF());
            int kind = in.readUnsignedByte();
            if (kind >= Kind.values().length) {
                throw new MaintenanceException("The backup has a column of an unknown kind");
            }
            columns.add(new Column(name, Kind.values()[kind]));
        }
        return columns;
    }

    /** A name that may stand in a statement. */
    static String requireName(String name) throws MaintenanceException {
        if (!NAME.matcher(name).matches()) {
            throw new MaintenanceException("The backup names what no store has: " + name);
        }
        return name;
    }

    /** @param value a Long, a Boolean, a String, a byte array, or null */
    static void writeValue(@Nullable Object value, DataOutputStream out) throws IOException {
        out.writeByte(value == null ? 0 : 1);
        if (value instanceof Long number) {
            out.writeLong(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof String text) {
            writeOctets(text.getBytes(StandardCharsets.UTF_8), out);
        } else if (value instanceof byte[] octets) {
            writeOctets(octets, out);
        }
    }

    private static void writeOctets(byte[] octets, DataOutputStream out) throws IOException {
        out.writeInt(octets.length);
        out.write(octets);
    }

    static @Nullable Object readValue(Kind kind, DataInputStream in) throws IOException {
        if (in.readUnsignedByte() == 0) {
            return null;
        }
        return switch (kind) {
            case NUMBER -> in.readLong();
            case TRUTH -> in.readBoolean();
            case TEXT -> new String(readOctets(in), StandardCharsets.UTF_8);
            case OCTETS -> readOctets(in);
        };
    }

    private static byte[] readOctets(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_VALUE) {
            throw new MaintenanceException("The backup has a value of " + length + " octets");
        }
        byte[] octets = in.readNBytes(length);
        if (octets.length < length) {
            throw new EOFException("The backup ends in the middle of a value");
        }
        return octets;
    }
}
