package org.facteur.mailstore.signing;

import java.util.Arrays;
import java.util.List;

/** Whether a record is in the domain name system as it should be. */
public record RecordCheck(KeyRecord record, Publication publication) {

    /** What was found under the name. */
    public enum Publication {
        /** This key. */
        PUBLISHED,
        /** Nothing. */
        MISSING,
        /** Something else, maybe a key that is revoked or cut off. */
        DIFFERENT,
        /** The name servers do not answer. */
        UNANSWERED
    }

    /** @param texts the TXT records of the name */
    static RecordCheck of(KeyRecord record, List<String> texts) {
        if (texts.isEmpty()) {
            return new RecordCheck(record, Publication.MISSING);
        }
        String wanted = tag(record.value(), "p");
        String type = tag(record.value(), "k");
        boolean isThere = texts.stream()
                .anyMatch(text -> tag(text, "p").equals(wanted)
                        && (tag(text, "k").isEmpty() ? "rsa" : tag(text, "k")).equals(type));
        return new RecordCheck(record, isThere ? Publication.PUBLISHED : Publication.DIFFERENT);
    }

    /** A value of a tag list without its spaces (RFC 6376 section 3.2); empty if there is none. */
    private static String tag(String text, String name) {
        return Arrays.stream(text.split(";"))
                .map(each -> each.replaceAll("\\s", ""))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }
}
