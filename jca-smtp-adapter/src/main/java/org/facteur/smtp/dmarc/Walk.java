package org.facteur.smtp.dmarc;

import java.util.List;
import java.util.Optional;

/**
 * What a walk from a domain up its names has found.
 *
 * @param steps that have a record, the lowest first
 */
record Walk(String domain, List<Step> steps) {

    /** A domain and its record. */
    record Step(String domain, DmarcRecord record) {}

    /** The domain that was registered, as far as the records tell: they say where it ends, or the highest of them is its. */
    String organization() {
        for (Step step : steps) {
            Optional<Boolean> isPublicSuffix = step.record().isPublicSuffix();
            if (isPublicSuffix.isPresent() && !isPublicSuffix.get()) {
                return step.domain();
            }
            if (isPublicSuffix.isPresent() && !step.domain().equals(domain)) {
                return oneBelow(step.domain());
            }
        }
        return steps.isEmpty() ? domain : steps.get(steps.size() - 1).domain();
    }

    /** The name below this one on the way to the domain. */
    private String oneBelow(String suffix) {
        String rest = domain.substring(0, domain.length() - suffix.length() - 1);
        return rest.substring(rest.lastIndexOf('.') + 1) + "." + suffix;
    }

    /** The record that holds for the domain: its own, that of its organization, or that of the suffix above it. */
    Optional<Step> governing() {
        String organization = organization();
        return steps.stream()
                .filter(step -> step.domain().equals(domain))
                .findFirst()
                .or(() -> steps.stream()
                        .filter(step -> step.domain().equals(organization))
                        .findFirst())
                .or(() -> steps.stream()
                        .filter(step -> step.record().isPublicSuffix().orElse(false))
                        .findFirst());
    }
}
