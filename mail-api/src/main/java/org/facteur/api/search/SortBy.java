package org.facteur.api.search;

import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Annotation;

/** What messages are ordered by. */
public sealed interface SortBy permits SortKey, SortBy.AnnotationValue, SortBy.AnnotationValueFor {

    /** As {@link AnnotationValueFor}, as whoever sorts sees it; resolved by the session. */
    record AnnotationValue(String entry, Annotation.Scope scope) implements SortBy {}

    /**
     * What an annotation says that an account sees (RFC 5257 section 4.9), by how it begins: of a long value {@link #MAX_OCTETS} octets
     * count.
     */
    record AnnotationValueFor(AccountId viewer, AnnotationValue annotation) implements SortBy {

        /** Octets by which values are told apart. */
        public static final int MAX_OCTETS = 256;
    }
}
