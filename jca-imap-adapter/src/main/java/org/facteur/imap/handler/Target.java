package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;

/** Where APPEND, COPY, MOVE and REPLACE put messages. */
final class Target {

    private Target() {}

    /**
     * How a command ends whose target takes no messages: a client is told to make one that is not there (RFC 3501 section 7.1) only where
     * it may, and learns nothing of what it may not see (RFC 4314 section 6).
     */
    static Completion refused(MailboxName name, ClientState client, MailStoreException failure)
            throws MailStoreException {
        Completion completion = client.failed(failure);
        return failure.reason() == Reason.NO_SUCH_MAILBOX && client.store().mayCreate(client.account(), name)
                ? Completion.no(Word.TRYCREATE, completion.text())
                : completion;
    }
}
