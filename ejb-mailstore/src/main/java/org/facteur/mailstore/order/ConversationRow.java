package org.facteur.mailstore.order;

import org.jspecify.annotations.Nullable;

/**
 * What conversations are made of, of one message.
 *
 * @param sent the moment in its Date header in seconds since 1970, if it has one
 * @param reply whether the subject says that it answers or forwards
 * @param references message ids, oldest first, with a space between them
 */
record ConversationRow(
        long uid,
        @Nullable Long sent,
        String baseSubject,
        boolean reply,
        @Nullable String messageId,
        String references) {}
