package org.facteur.api.outbound;

import java.util.LinkedHashMap;
import java.util.Map;
import org.facteur.api.smtp.RecipientDecision;

/** Recipients of a message cannot have it, so nobody gets it. */
public final class RecipientsRefusedException extends OutboundException {

    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<String, RecipientDecision> refused;

    /**
     * @param status of the first of them that is final, else of the first
     * @param refused why, by address, in the order of the envelope; at least one
     */
    public RecipientsRefusedException(String status, Map<String, RecipientDecision> refused) {
        super(status, "Refused: " + refused);
        this.refused = new LinkedHashMap<>(refused);
    }

    /** Why, by address, in the order of the envelope. */
    public Map<String, RecipientDecision> refused() {
        return Map.copyOf(refused);
    }
}
