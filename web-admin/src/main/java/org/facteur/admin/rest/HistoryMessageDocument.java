package org.facteur.admin.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.history.HistoryItem;

/** A message in the history, as JSON. */
@Schema(name = "HistoryMessage")
public record HistoryMessageDocument(
        @Schema(example = "938472615243") String id,

        @Schema(type = SchemaType.STRING, format = "date-time", description = "When it was taken, to the second.")
        Instant time,

        @Schema(
                example = "relay",
                description = "How it came: relay (from another server), submission, lmtp, or own (a report of this"
                        + " server).")
        String origin,

        @Schema(example = "192.0.2.1", description = "Where it came from; empty for own.")
        String client,

        @Schema(example = "mx.example.net", description = "How the client called itself.")
        String helo,

        @Schema(example = "TLSv1.3 TLS_AES_128_GCM_SHA256", description = "Empty without TLS.")
        String tls,

        @Schema(description = "Who was logged in; empty if nobody was.")
        String account,

        @Schema(description = "ALLOW_LIST if a list that is believed says that the client is good.")
        String checks,

        @Schema(example = "bob@example.net", description = "Empty for reports.")
        String sender,

        @Schema(description = "Without angle brackets; empty if it has none.")
        String messageId,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "Octets.")
        long size,

        List<HistoryRecipientDocument> recipients,

        @Schema(type = SchemaType.INTEGER, description = "How many recipients there were beside these.")
        int moreRecipients,

        @Schema(
                description =
                        "What happened in the queue since, each once: relayed, deferred, bounced, expired, removed.")
        List<String> later) {

    static HistoryMessageDocument of(HistoryItem item) {
        return new HistoryMessageDocument(
                Long.toString(item.id()),
                item.time(),
                HistoryRecipientDocument.word(item.origin()),
                item.client(),
                item.helo(),
                item.tls(),
                item.account(),
                item.checks(),
                item.sender(),
                item.messageId(),
                item.size(),
                item.recipients().stream().map(HistoryRecipientDocument::of).toList(),
                item.moreRecipients(),
                item.later().stream()
                        .sorted()
                        .map(HistoryRecipientDocument::word)
                        .toList());
    }
}
