package org.facteur.admin.maintenance;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A zip archive that is made while it is sent, so that it needs neither memory nor disk. What tells a reader that it is whole is its
 * directory, at the end: one that broke off does not open.
 *
 * @param name of the file, which needs no quoting in a header field
 */
public record Archive(String name, Content content) {

    public static final String MEDIA_TYPE = "application/zip";

    /** Makes the archive. */
    @FunctionalInterface
    public interface Content {

        /** @throws IOException if it cannot be written to, or if what should be in it cannot be read; the sentence says which */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The value of the field {@code Content-Disposition} (RFC 6266). */
    public String disposition() {
        return "attachment; filename=\"" + name + "\"";
    }
}
