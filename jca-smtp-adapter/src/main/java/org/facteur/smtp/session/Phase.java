package org.facteur.smtp.session;

import io.netty.buffer.ByteBuf;
import org.facteur.wire.session.Answer;
import org.jspecify.annotations.Nullable;

/** What the octets of a client are at the moment: commands, the responses of an exchange, a message. */
interface Phase {

    /** Consumes the next unit, as {@link org.facteur.wire.session.Session#advance} does. */
    @Nullable
    Answer advance(ByteBuf input);
}
