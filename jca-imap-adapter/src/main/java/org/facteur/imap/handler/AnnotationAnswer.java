package org.facteur.imap.handler;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.Annotation.Entry;
import org.facteur.api.mailbox.AnnotationQuery;
import org.facteur.api.mailbox.AnnotationQuery.Depth;

/** What is told of annotations: who asks for an entry by its very name is told if it has no value. */
final class AnnotationAnswer {

    private AnnotationAnswer() {}

    /** The annotations found, and NIL for those that were named and have no value. */
    static List<Annotation> complete(AnnotationQuery query, List<Annotation> found) {
        Map<Entry, Annotation> told = new TreeMap<>();
        if (query.depth() == Depth.ZERO) {
            query.entries().forEach(entry -> told.put(entry, new Annotation(entry, null)));
        }
        found.forEach(annotation -> told.put(annotation.entry(), annotation));
        return List.copyOf(told.values());
    }
}
