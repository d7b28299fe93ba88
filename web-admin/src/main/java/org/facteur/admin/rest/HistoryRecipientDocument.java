package org.facteur.admin.rest;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.history.RecipientFate;

/** What became of a message for one recipient, as JSON. */
@Schema(name = "HistoryRecipient")
public record HistoryRecipientDocument(
        @Schema(example = "info@example.org") String address,

        @Schema(example = "delivered", description = "delivered, discarded, refused, queued or led-on.")
        String fate,

        @Schema(example = "alice@example.org", description = "The account that the address led to, if it is another.")
        String account,

        @Schema(example = "INBOX", description = "The mailbox it was delivered to, or why it was refused.")
        String detail) {

    static HistoryRecipientDocument of(RecipientFate recipient) {
        return new HistoryRecipientDocument(
                recipient.address(), word(recipient.fate()), recipient.account(), recipient.detail());
    }

    /** A constant as JSON has it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
