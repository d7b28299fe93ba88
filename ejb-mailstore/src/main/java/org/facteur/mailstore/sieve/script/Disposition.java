package org.facteur.mailstore.sieve.script;

import java.util.List;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxName;

/**
 * What a script wants done with a message.
 *
 * @param refused whether the sender is to be told that the message is not wanted; then nothing is filed and nothing redirected
 * @param filings where it goes, each mailbox once; none if it is discarded, refused or only redirected
 * @param redirects the addresses to which it is sent on, each once
 */
public record Disposition(boolean refused, List<Filing> filings, List<String> redirects) {

    /** What happens without a script, and where one fails. */
    public static final Disposition KEEP =
            new Disposition(false, List.of(new Filing(MailboxName.INBOX, false, Flags.NONE)), List.of());

    public Disposition {
        filings = List.copyOf(filings);
        redirects = List.copyOf(redirects);
    }

    /** @param create whether the mailbox is made if there is none */
    public record Filing(MailboxName mailbox, boolean create, Flags flags) {}
}
