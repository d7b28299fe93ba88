package org.facteur.imap.command;

import java.time.Instant;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.FetchItem.Partial;
import org.jspecify.annotations.Nullable;

/**
 * The URL of a message or of a part of one (RFC 5092, RFC 5593).
 *
 * @param server null in a relative URL
 * @param mailbox null in a URL that is relative to a mailbox
 * @param uidValidity of the mailbox; 0 if the URL does not say
 * @param section the whole message if the URL does not say
 * @param partial null: all of the section; from its offset to the end if its length is {@link Long#MAX_VALUE}
 * @param authorization null if the URL carries none
 */
public record ImapUrl(
        @Nullable Server server,
        @Nullable MailboxName mailbox,
        long uidValidity,
        long uid,
        Section section,
        @Nullable Partial partial,
        @Nullable Authorization authorization) {

    /**
     * Where the mailbox is.
     *
     * @param user whose it is, null if the URL does not say
     * @param host without its port
     */
    public record Server(@Nullable String user, String host) {}

    /** Who may use a URL with URLAUTH (RFC 4467 section 3). */
    public enum Access {
        /** {@code submit+user}: a submission server on behalf of the user. */
        SUBMIT,
        /** {@code user+user}: who is logged in as that user. */
        USER,
        /** {@code authuser}: who is logged in as anybody. */
        AUTHUSER,
        ANONYMOUS
    }

    /**
     * What gives a URL its authority (RFC 4467 section 3).
     *
     * @param expires when it ends, null: never
     * @param user of SUBMIT and USER, else null
     * @param rump the URL up to here, to which the token belongs
     * @param mechanism in capitals, null in a rump
     * @param token in hexadecimal digits, null in a rump
     */
    public record Authorization(
            @Nullable Instant expires,
            Access access,
            @Nullable String user,
            String rump,
            @Nullable String mechanism,
            @Nullable String token) {}
}
