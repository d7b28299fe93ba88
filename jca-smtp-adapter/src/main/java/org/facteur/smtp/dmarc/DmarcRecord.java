package org.facteur.smtp.dmarc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.facteur.smtp.dkim.TagList;

/**
 * What a domain publishes (RFC 7489 section 6.3).
 *
 * @param policy what it wants to be done with mail that is not its own
 * @param below the same for the domains below it
 * @param isStrictForDkim whether a signature has to be of the very same domain ({@code adkim=s})
 * @param isStrictForSpf the same of the reverse-path ({@code aspf=s})
 * @param isPublicSuffix whether others register names below it ({@code psd=y}); empty if it does not say so
 */
record DmarcRecord(
        Policy policy,
        Policy below,
        boolean isStrictForDkim,
        boolean isStrictForSpf,
        Optional<Boolean> isPublicSuffix) {

    /** What a domain may want. */
    enum Policy {
        NONE,
        QUARANTINE,
        REJECT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The one record among some texts; empty if there is none, or more than one. */
    static Optional<DmarcRecord> of(List<String> texts) {
        List<TagList> records = texts.stream()
                .flatMap(text -> TagList.parse(text).stream())
                .filter(tags -> tags.beginsWith("v") && tags.get("v").equals(Optional.of("DMARC1")))
                .toList();
        return records.size() == 1 ? Optional.of(of(records.get(0))) : Optional.empty();
    }

    private static DmarcRecord of(TagList tags) {
        Policy policy = policy(tags, "p").orElse(Policy.NONE);
        return new DmarcRecord(
                policy,
                policy(tags, "sp").orElse(policy),
                is(tags, "adkim", "s"),
                is(tags, "aspf", "s"),
                tags.get("psd")
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .filter(value -> value.equals("y") || value.equals("n"))
                        .map("y"::equals));
    }

    private static boolean is(TagList tags, String name, String value) {
        return tags.get(name).filter(value::equalsIgnoreCase).isPresent();
    }

    private static Optional<Policy> policy(TagList tags, String name) {
        return tags.get(name).flatMap(value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "none" -> Optional.of(Policy.NONE);
            case "quarantine" -> Optional.of(Policy.QUARANTINE);
            case "reject" -> Optional.of(Policy.REJECT);
            default -> Optional.empty();
        });
    }
}
