package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.history.HistoryDetail;

/** The life of one message, as JSON. */
@Schema(name = "HistoryDetail")
public record HistoryDetailDocument(
        HistoryMessageDocument message,

        @Schema(description = "What happened in the queue, the oldest first.")
        List<HistoryEventDocument> events) {

    static HistoryDetailDocument of(HistoryDetail detail) {
        return new HistoryDetailDocument(
                HistoryMessageDocument.of(detail.item()),
                detail.events().stream().map(HistoryEventDocument::of).toList());
    }
}
