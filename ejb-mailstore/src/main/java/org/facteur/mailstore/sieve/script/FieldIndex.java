package org.facteur.mailstore.sieve.script;

import java.util.List;

/**
 * Which of the fields of one name a test looks at (RFC 5260 section 6).
 *
 * @param number from 1
 * @param last whether it counts from the last field
 */
record FieldIndex(long number, boolean last) {

    List<String> of(List<String> fields) {
        if (number < 1 || number > fields.size()) {
            return List.of();
        }
        return List.of(fields.get((int) (last ? fields.size() - number : number - 1)));
    }
}
