package org.facteur.mailstore.maintenance;

/** Who watches long work. */
@FunctionalInterface
public interface Progress {

    /** Nobody. */
    Progress SILENT = sentence -> {};

    /** @param sentence how far the work is, for a person; the next one takes its place */
    void at(String sentence);
}
