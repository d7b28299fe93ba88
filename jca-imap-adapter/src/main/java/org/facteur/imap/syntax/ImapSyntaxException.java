package org.facteur.imap.syntax;

import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseCode;
import org.jspecify.annotations.Nullable;

/** A command that cannot be understood, or names what can never be; it carries the protocol's answer. */
public final class ImapSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ImapResponse.StatusResponse reply;

    /**
     * @param tag of the command, null if there is no legal one
     * @param status BAD for a violation of the grammar, NO for what the grammar allows and this server never does
     */
    public ImapSyntaxException(
            @Nullable String tag, ImapResponse.Condition status, @Nullable ResponseCode code, String text) {
        super(text, null, false, false);
        this.reply =
                new ImapResponse.StatusResponse(tag, tag == null ? ImapResponse.Condition.BAD : status, code, text);
    }

    /** What the client is told. */
    public ImapResponse.StatusResponse reply() {
        return reply;
    }
}
