package org.facteur.api.smtp;

import java.util.Optional;
import java.util.Set;

/**
 * What RCPT asks for one recipient.
 *
 * @param notifyOn of what the sender wants to hear; empty if it did not say, which means failures, and delays as the server likes
 * @param orcpt the recipient as the sender named it first
 */
public record RcptParameters(Set<Notify> notifyOn, Optional<OriginalRecipient> orcpt) {

    /** RCPT without parameters. */
    public static final RcptParameters NONE = new RcptParameters(Set.of(), Optional.empty());

    /** @throws IllegalArgumentException if {@code NEVER} is not alone */
    public RcptParameters {
        notifyOn = Set.copyOf(notifyOn);
        if (notifyOn.contains(Notify.NEVER) && notifyOn.size() > 1) {
            throw new IllegalArgumentException("NEVER is alone");
        }
    }

    public RcptParameters withNotifyOn(Set<Notify> notifyOn) {
        return new RcptParameters(notifyOn, orcpt);
    }

    public RcptParameters withOrcpt(OriginalRecipient recipient) {
        return new RcptParameters(notifyOn, Optional.of(recipient));
    }
}
