package org.facteur.imap.syntax;

import org.facteur.imap.command.SaslResponse;
import org.facteur.imap.command.TaggedCommand;
import org.facteur.imap.framing.FramedCommand;
import org.jspecify.annotations.Nullable;

/** Skeleton. */
@SuppressWarnings("DoNotCallSuggester")
public final class ImapCommandParser {

    /** The command that the octets say; {@link FramedCommand#close} stays with the caller. */
    public TaggedCommand parse(FramedCommand framed) throws ImapSyntaxException {
        throw new ImapSyntaxException(
                null, org.facteur.imap.response.ImapResponse.Condition.BAD, null, framed.toString());
    }

    /**
     * The line that answers a SASL challenge.
     *
     * @param tag of the AUTHENTICATE that goes on, for the reply to a line that is no base64
     * @return null when the client cancels the exchange by {@code *}
     */
    public @Nullable SaslResponse parseSaslResponse(String tag, byte[] line) throws ImapSyntaxException {
        throw new ImapSyntaxException(
                tag, org.facteur.imap.response.ImapResponse.Condition.BAD, null, "" + line.length);
    }
}
