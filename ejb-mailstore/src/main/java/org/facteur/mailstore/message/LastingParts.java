package org.facteur.mailstore.message;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.message.StructureForms.Form;
import org.jspecify.annotations.Nullable;

/**
 * What has been read of a message, or made of that, and stays as it is as long as there is the message.
 *
 * @param internalDate seconds since 1970
 * @param structure encoded, which is a tenth of its objects; null if it has not been read
 * @param forms what was made of the structure for clients
 * @param knowsHeader whether the header has been read
 * @param header null if it has not been read, or is too long to be kept apart
 */
record LastingParts(
        long internalDate,
        long size,
        long content,
        byte @Nullable [] structure,
        Map<Form, byte[]> forms,
        boolean knowsHeader,
        byte @Nullable [] header) {

    /** What is read of a message that can be kept. */
    static final Set<FetchPart> KINDS = Set.of(FetchPart.STRUCTURE, FetchPart.FORMS, FetchPart.HEADER);

    /** The objects beside the arrays: this one, its key, and what the cache has for an entry. */
    private static final int BYTES = 200;

    /** What a form has beside its octets, in a map that has few. */
    private static final int BYTES_OF_FORM = 64;

    int bytes() {
        long bytes = (long) BYTES + (structure == null ? 0 : structure.length) + (header == null ? 0 : header.length);
        for (byte[] form : forms.values()) {
            bytes += BYTES_OF_FORM + form.length;
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    boolean has(Set<FetchPart> parts) {
        return (structure != null || !needsStructure(parts)) && (knowsHeader || !parts.contains(FetchPart.HEADER));
    }

    static boolean needsStructure(Set<FetchPart> parts) {
        return parts.contains(FetchPart.STRUCTURE) || parts.contains(FetchPart.FORMS);
    }

    /** These, and what another reading of the same message has beside them. */
    LastingParts with(LastingParts other) {
        Map<Form, byte[]> all = forms;
        if (!forms.keySet().containsAll(other.forms.keySet())) {
            all = new EnumMap<>(other.forms);
            all.putAll(forms);
        }
        return new LastingParts(
                internalDate,
                size,
                content,
                structure == null ? other.structure : structure,
                all,
                knowsHeader || other.knowsHeader,
                header == null ? other.header : header);
    }

    /** These, and a form. */
    LastingParts with(Form form, byte[] octets) {
        return with(new LastingParts(internalDate, size, content, null, Map.of(form, octets), false, null));
    }
}
