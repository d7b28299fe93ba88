package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.mailstore.queue.QueuedItem;
import org.jspecify.annotations.Nullable;

/** A recipient of a message in the queue, as JSON. */
@JsonbNillable
@Schema(name = "QueuedItem")
public record QueuedItemDocument(
        @Schema(example = "4711") String id,

        @Schema(example = "815", description = "Items of one message have this in common.")
        String message,

        @Schema(example = "alice@example.org", description = "Empty for reports of this server.")
        String sender,

        @Schema(example = "bob@example.net") String recipient,
        @Schema(example = "example.net") String destination,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "Octets of the message.")
        long size,

        @Schema(type = SchemaType.STRING, format = "date-time", description = "When it was accepted.")
        Instant received,

        @Schema(example = "waiting", description = "waiting, working or held.")
        String state,

        @Schema(type = SchemaType.INTEGER, description = "How often it has been tried.")
        int attempts,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                nullable = true,
                description = "When it is tried next; null if it is held.")
        @Nullable
        Instant next,

        @Schema(type = SchemaType.STRING, format = "date-time", description = "When it is given up.")
        Instant expires,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                nullable = true,
                description = "When it was last tried.")
        @Nullable
        Instant lastAttempt,

        @Schema(nullable = true, description = "Who said what follows; empty if no server was reached.") @Nullable
        String lastHost,

        @Schema(nullable = true, example = "451 4.7.1 Come later") @Nullable
        String lastAnswer,

        @Schema(
                nullable = true,
                example = "TLSv1.3 TLS_AES_256_GCM_SHA384 pkix",
                description =
                        "Protocol, cipher suite, and by what the server is verified (unverified, pkix); null without"
                                + " TLS.")
        @Nullable
        String lastTls) {

    static QueuedItemDocument of(QueuedItem item) {
        return new QueuedItemDocument(
                Long.toString(item.id()),
                Long.toString(item.message()),
                item.sender(),
                item.recipient(),
                item.destination(),
                item.size(),
                item.received(),
                item.state().name().toLowerCase(Locale.ROOT),
                item.attempts(),
                item.next().orElse(null),
                item.expires(),
                item.attempted().orElse(null),
                item.last().map(RemoteAnswer::host).orElse(null),
                item.last()
                        .map(answer -> (answer.code() == 0 ? "" : answer.code() + " ") + answer.text())
                        .orElse(null),
                item.last()
                        .flatMap(RemoteAnswer::tls)
                        .map(ConnectionTls::toString)
                        .orElse(null));
    }
}
