package org.facteur.imap.command;

import java.time.Instant;
import java.util.List;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MessageAnnotation;
import org.jspecify.annotations.Nullable;

/**
 * A message that a client stores, whole or put together of parts (RFC 4469).
 *
 * @param internalDate null: the moment of its arrival
 * @param annotations each with a value
 * @param parts at least one, joined without anything between them
 */
public record NewMessage(
        Flags flags, @Nullable Instant internalDate, List<MessageAnnotation> annotations, List<Part> parts) {

    public NewMessage {
        annotations = List.copyOf(annotations);
        parts = List.copyOf(parts);
    }

    /** Some of the octets of the message. */
    public sealed interface Part {

        /**
         * Octets that came with the command.
         *
         * @param source belongs to the frame of the command, and is gone when that is closed
         */
        record Text(MessageSource source) implements Part {}

        /**
         * Octets that the server has.
         *
         * @param text as the client wrote it
         * @param url null if the text is none of a message
         */
        record Url(String text, @Nullable ImapUrl url) implements Part {}
    }
}
