package org.facteur.mailstore.mime;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads a header field by field, up to the empty line or the end of the stream; memory is bounded by one field. */
public final class HeaderFieldReader {

    private final InputStream input;
    private final FieldBuffer field = new FieldBuffer();
    private final byte[] buffer = new byte[4096];
    private int position;
    private int limit;
    private boolean ended;

    /** @param input from the first octet of the header; closed by the caller */
    public HeaderFieldReader(InputStream input) {
        this.input = input;
    }

    /** The next field; null at the end. Lines that are no field are passed over. */
    public @Nullable HeaderField next() throws IOException {
        while (!ended) {
            HeaderField found = readField();
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable HeaderField readField() throws IOException {
        field.clear();
        do {
            int length = appendLine();
            if (length == 0) {
                ended = true;
            }
        } while (!ended && continues());
        String name = field.name();
        return name == null ? null : new HeaderField(name, field.value());
    }

    /** Appends a line with its end; its length without. */
    private int appendLine() throws IOException {
        int length = 0;
        int last = 0;
        while (available()) {
            int start = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            boolean complete = position < limit;
            int end = position;
            if (end > start) {
                last = buffer[end - 1];
            }
            length += end - start;
            field.append(buffer, start, end);
            if (complete) {
                position++;
                return last == '\r' ? length - 1 : length;
            }
        }
        ended = true;
        return length;
    }

    private boolean continues() throws IOException {
        return available() && (buffer[position] == ' ' || buffer[position] == '\t');
    }

    private boolean available() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, input.read(buffer));
        }
        return position < limit;
    }
}
