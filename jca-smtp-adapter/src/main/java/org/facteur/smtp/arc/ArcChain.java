package org.facteur.smtp.arc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.smtp.dkim.HeaderField;

/**
 * The sets of fields that a message has got on its way.
 *
 * @param sets the oldest first; empty if the fields make no chain, or there are none
 * @param highest instance that any field names, 0 for none
 * @param isMalformed whether there are such fields, and they make no chain
 */
record ArcChain(List<ArcSet> sets, int highest, boolean isMalformed) {

    /** RFC 8617 section 4.2.1. */
    static final int MAX_SETS = 50;

    private static final String RESULTS = ArcSet.RESULTS.toLowerCase(Locale.ROOT);
    private static final String SIGNATURE = ArcSet.SIGNATURE.toLowerCase(Locale.ROOT);
    private static final String SEAL = ArcSet.SEAL.toLowerCase(Locale.ROOT);

    /** {@code i=} is the first tag of results, and may be any one of a signature. */
    private static final Pattern INSTANCE =
            Pattern.compile("(?:^|;)[ \\t\\r\\n]*i[ \\t\\r\\n]*=[ \\t\\r\\n]*([0-9]{1,4})[ \\t\\r\\n]*(?:;|$)");

    /** @param header from top to bottom */
    static ArcChain of(List<HeaderField> header) {
        Map<String, Map<Integer, HeaderField>> found = new HashMap<>();
        int highest = 0;
        boolean isMalformed = false;
        for (HeaderField field : header) {
            String name = field.name();
            if (name.equals(RESULTS) || name.equals(SIGNATURE) || name.equals(SEAL)) {
                int instance = instance(field);
                highest = Math.max(highest, instance);
                Map<Integer, HeaderField> same = found.computeIfAbsent(name, each -> new HashMap<>());
                isMalformed |= instance == 0 || instance > MAX_SETS || same.putIfAbsent(instance, field) != null;
            }
        }
        if (found.isEmpty() || isMalformed) {
            return new ArcChain(List.of(), highest, isMalformed);
        }
        return of(found, highest);
    }

    private static ArcChain of(Map<String, Map<Integer, HeaderField>> found, int highest) {
        List<ArcSet> sets = new ArrayList<>();
        for (int i = 1; i <= highest; i++) {
            HeaderField results = found.getOrDefault(RESULTS, Map.of()).get(i);
            HeaderField signature = found.getOrDefault(SIGNATURE, Map.of()).get(i);
            HeaderField seal = found.getOrDefault(SEAL, Map.of()).get(i);
            if (results == null || signature == null || seal == null) {
                return new ArcChain(List.of(), highest, true);
            }
            sets.add(new ArcSet(results, signature, seal));
        }
        return new ArcChain(sets, highest, false);
    }

    /** 0 if the field names none. */
    private static int instance(HeaderField field) {
        Matcher matcher = INSTANCE.matcher(field.text());
        boolean isThere = field.name().equals(RESULTS) ? matcher.lookingAt() : matcher.find();
        return isThere ? Integer.parseInt(matcher.group(1)) : 0;
    }

    boolean isEmpty() {
        return sets.isEmpty() && !isMalformed;
    }

    Optional<ArcSet> newest() {
        return sets.isEmpty() ? Optional.empty() : Optional.of(sets.get(sets.size() - 1));
    }

    /** The fields that the seal of one of the sets signs, without itself (RFC 8617 section 5.1.1). */
    List<HeaderField> sealedBy(int index) {
        List<HeaderField> fields = new ArrayList<>();
        sets.subList(0, index + 1).forEach(set -> fields.addAll(set.fields()));
        fields.remove(fields.size() - 1);
        return fields;
    }
}
