package org.facteur.mailstore.maintenance;

import java.util.List;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;

/** The mailboxes of one account, for who carries all its mail away or to it; each change is a transaction of its own. */
public interface AccountMail {

    /** As {@link ImapListener#list}, without the mailboxes of others. */
    List<MailboxListing> list() throws MailStoreException;

    /** As {@link ImapListener#select}. */
    MailboxSnapshot select(MailboxName name) throws MailStoreException;

    /** As {@link ImapListener#fetch}. */
    List<FetchedMessage> fetch(MailboxId mailbox, UidSet uids, Set<FetchPart> parts) throws MailStoreException;

    /** As {@link ImapListener#read}. */
    List<byte[]> read(List<ContentRange> ranges) throws MailStoreException;

    /** As {@link ImapListener#append}. */
    void append(MailboxName mailbox, AppendMessage message) throws MailStoreException;

    /** As {@link ImapListener#create}, for nothing special. */
    void create(MailboxName name) throws MailStoreException;

    /** Subscribes to a name as {@link ImapListener#subscribe} does. */
    void subscribe(MailboxName name) throws MailStoreException;
}
