package org.facteur.imap.handler;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.response.ResponseWriter;
import org.jspecify.annotations.Nullable;

/**
 * What an ESEARCH response belongs to (RFC 4466 section 2.6.2, RFC 7377 section 2.1).
 *
 * @param tag of the command
 * @param mailbox null: the selected mailbox of a SEARCH or a SORT
 * @param uidValidity of the mailbox, if it is named
 */
record Correlator(String tag, @Nullable MailboxName mailbox, long uidValidity) {

    static Correlator of(String tag) {
        return new Correlator(tag, null, 0);
    }

    void writeTo(ResponseWriter out) {
        out.raw("(TAG ").string(tag);
        if (mailbox != null) {
            out.raw(" MAILBOX ").mailbox(mailbox.value()).raw(" UIDVALIDITY ").number(uidValidity);
        }
        out.raw(")");
    }
}
